//! The cipher behind `param`: a scheme with its key schedule computed, and how to find out which scheme a server uses.
//!
//! The vendor documents only "DES". The schemes here are those that Java servers use, most likely first in every list.
//!
//! # Not a protection
//!
//! Brute force breaks single DES within a day, and ECB shows which texts begin alike. Use this for compatibility with the
//! CRM, not to keep data secret.

mod copied;
mod hash;
mod identify;
mod key;
mod key_schedule;
mod modes;
mod output;
mod padding;
pub mod scheme;
pub mod settings;
mod sha1prng;
mod text;

pub use identify::{Example, PUBLISHED, identify};
pub use scheme::{Algorithm, Chaining, Derivation, Encoding, Iv, Output, Padding, Scheme};

use crate::error::{Error, Kind};
use key::Secret;
use key_schedule::KeySchedule;
use modes::Block;
use zeroize::Zeroizing;

/// A cipher with its key schedule computed. Dropping it wipes the schedule.
pub struct Cipher {
    schedule: KeySchedule,
    /// On the heap, because the IV may be the key, and moving a value on the stack leaves a copy behind.
    iv: Option<Secret>,
    padding: Padding,
    output: Output,
}

impl Cipher {
    /// Derives the key and computes its schedule.
    ///
    /// # Errors
    /// `config` for a key that does not fit the scheme; the message names the field and what was expected.
    pub fn new(key: &str, scheme: &Scheme) -> Result<Self, Error> {
        let bytes = key::decode(key, scheme.encoding)?;
        let derived = key::derive(&bytes, scheme.derivation, scheme.algorithm)?;
        let iv = match scheme.chaining {
            Chaining::Ecb => None,
            Chaining::Cbc(Iv::Fixed(iv)) => Some(iv.to_vec()),
            Chaining::Cbc(Iv::Key) => derived.get(..size_of::<Block>()).map(<[u8]>::to_vec),
        };
        Ok(Self {
            schedule: KeySchedule::new(&derived),
            iv: iv.map(Zeroizing::new),
            padding: scheme.padding,
            output: scheme.output,
        })
    }

    fn iv(&self) -> Option<&Block> {
        self.iv.as_ref().and_then(|iv| iv.first_chunk())
    }

    /// Pads the plaintext, encrypts it in place and encodes the result as hex or base64.
    pub fn encrypt(&self, plaintext: Vec<u8>) -> String {
        let mut bytes = plaintext;
        padding::pad(&mut bytes, self.padding);
        modes::encrypt(&self.schedule, self.iv(), bytes.as_chunks_mut().0);
        output::encode(&bytes, self.output)
    }

    /// Decodes, decrypts and unpads a `param`. The result may be any bytes, not only UTF-8.
    ///
    /// # Errors
    /// `input` for a `param` that is not whole blocks in this scheme's encoding, or has no valid padding under this key.
    pub fn decrypt(&self, param: &[u8]) -> Result<Vec<u8>, Error> {
        let mut bytes = Zeroizing::new(output::decode(param, self.output)?);
        let blocks = modes::blocks(&mut bytes).ok_or_else(|| output::malformed(self.output))?;
        modes::decrypt(&self.schedule, self.iv(), blocks);
        padding::unpad(&bytes, self.padding).map(<[u8]>::to_vec).ok_or_else(not_decryptable)
    }

    /// The text of a `param`.
    ///
    /// # Errors
    /// As [`Self::decrypt`]; a text that is not UTF-8 has the same message as an invalid padding.
    pub fn decrypt_text(&self, param: &str) -> Result<String, Error> {
        String::from_utf8(self.decrypt(param.as_bytes())?).map_err(|_| not_decryptable())
    }
}

/// The same error for an invalid padding and for invalid UTF-8: telling them apart would make this a padding oracle.
fn not_decryptable() -> Error {
    Error::new(Kind::Input, &["param: it does not decrypt to text under this cipher"])
}
