//! Properties for every key, scheme and text.

use houcaller_coupons::cipher::{
    Algorithm, Chaining, Cipher, Derivation, Encoding, Iv, Output, Padding, Scheme, scheme::Setting,
};
use proptest::prelude::*;

const IVS: [Chaining; 3] =
    [Chaining::Ecb, Chaining::Cbc(Iv::Key), Chaining::Cbc(Iv::Fixed([0, 1, 2, 3, 0xFC, 0xFD, 0xFE, 0xFF]))];

/// Every scheme, with the same fixed IV.
pub fn every_scheme() -> Vec<Scheme> {
    let mut schemes = Vec::new();
    for &encoding in Encoding::VALUES {
        for &derivation in Derivation::VALUES {
            for algorithm in [Algorithm::Des, Algorithm::TripleDes] {
                if derivation == Derivation::Md5Lower16 && algorithm == Algorithm::Des {
                    continue;
                }
                for chaining in IVS {
                    for padding in [Padding::Pkcs5, Padding::Zero] {
                        for output in [Output::UpperHex, Output::LowerHex, Output::Base64] {
                            schemes.push(Scheme {
                                encoding,
                                derivation,
                                algorithm,
                                chaining,
                                padding,
                                output,
                            });
                        }
                    }
                }
            }
        }
    }
    schemes
}

/// A scheme with a random IV, and a random key of 24 bytes in the scheme's key encoding.
pub fn any_key_and_scheme() -> impl Strategy<Value = (String, Scheme)> {
    let scheme = (proptest::sample::select(every_scheme()), any::<[u8; 8]>()).prop_map(|(scheme, iv)| {
        let random = matches!(scheme.chaining, Chaining::Cbc(Iv::Fixed(_)));
        if random { Scheme { chaining: Chaining::Cbc(Iv::Fixed(iv)), ..scheme } } else { scheme }
    });
    (scheme, any::<[u8; 24]>()).prop_map(|(scheme, key)| {
        use base64ct::{Base64, Encoding as _};
        let key = match scheme.encoding {
            Encoding::Utf8 | Encoding::Utf16Le => {
                key.iter().map(|byte| char::from(b'!' + byte % 94)).collect()
            }
            Encoding::Hex => hex::encode(key),
            Encoding::Base64 => Base64::encode_string(&key),
        };
        (key, scheme)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decryption_reverses_encryption((key, scheme) in any_key_and_scheme(), text in ".{0,200}") {
        let cipher = Cipher::new(&key, &scheme).unwrap();
        let expected = if scheme.padding == Padding::Zero { text.trim_end_matches('\0') } else { &text };
        prop_assert_eq!(cipher.decrypt(cipher.encrypt(text.clone().into_bytes()).as_bytes()).unwrap(), expected.as_bytes());
    }

    #[test]
    fn decryption_never_panics((key, scheme) in any_key_and_scheme(), param in "[0-9A-Fa-f]{0,64}|\\PC{0,64}") {
        let _ = Cipher::new(&key, &scheme).unwrap().decrypt(param.as_bytes());
    }

    #[test]
    fn creating_a_cipher_never_panics(
        key in "\\PC{0,40}|[0-9a-f]{0,64}",
        scheme in proptest::sample::select(every_scheme()),
        iv in any::<[u8; 8]>(),
    ) {
        let fixed = matches!(scheme.chaining, Chaining::Cbc(Iv::Fixed(_)));
        let chaining = if fixed { Chaining::Cbc(Iv::Fixed(iv)) } else { scheme.chaining };
        if let Err(error) = Cipher::new(&key, &Scheme { chaining, ..scheme }) {
            prop_assert!(key.len() < 4 || !error.message.contains(&key));
        }
    }
}
