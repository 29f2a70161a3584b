//! The cipher behind `param`: single DES, ECB, PKCS#5, the first 8 bytes of the key, upper-case hex.

use crate::error::{Error, Kind};
use des::Des;
use ecb::Encryptor;
use ecb::cipher::block_padding::Pkcs7;
use ecb::cipher::common::InnerInit;
use ecb::cipher::{BlockModeEncrypt, KeyInit};

const KEY_BYTES: usize = 8;

/// A cipher with its key schedule computed.
#[derive(Clone)]
pub struct Cipher {
    schedule: Des,
}

impl Cipher {
    /// Computes the key schedule from the first 8 bytes of the key, as Java's `DESKeySpec` does.
    ///
    /// # Errors
    /// `config` for a key of fewer than 8 bytes.
    pub fn new(key: &str) -> Result<Self, Error> {
        key.as_bytes()
            .get(..KEY_BYTES)
            .and_then(|key| Des::new_from_slice(key).ok())
            .map(|schedule| Self { schedule })
            .ok_or_else(|| {
                let found = [&key.len().to_string(), " bytes"].concat();
                Error::unexpected(Kind::Config, "cipher.key", "at least 8 bytes", &found)
            })
    }

    /// Pads, encrypts and writes the plaintext out as upper-case hex.
    pub fn encrypt(&self, plaintext: &[u8]) -> String {
        let blocks = Encryptor::inner_init(self.schedule.clone());
        hex::encode_upper(blocks.encrypt_padded_vec::<Pkcs7>(plaintext))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Printed by the JDK and by OpenSSL: tests/vectors/fixed-point.test.js asks both again.
    const FIXED_POINT: &str = "4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227";

    #[test]
    fn encrypts_as_java_and_openssl_do() {
        let cipher = Cipher::new("12345678").unwrap();
        assert_eq!(cipher.encrypt(br#"{"memberId":"K1H93QDKI00B7"}"#), FIXED_POINT);
    }

    #[test]
    fn takes_the_first_eight_bytes_of_a_longer_key() {
        let (short, long) = (Cipher::new("12345678").unwrap(), Cipher::new("123456789").unwrap());
        assert_eq!(short.encrypt(b"{}"), long.encrypt(b"{}"));
    }

    #[test]
    fn refuses_a_short_key_and_does_not_print_it() {
        let error = Cipher::new("s3cret!").err().unwrap();
        assert_eq!(error.kind, Kind::Config);
        assert_eq!(error.message, "cipher.key: expected at least 8 bytes, found 7 bytes");
    }
}
