//! The cipher as it is configured: names, not yet a scheme.

use super::scheme::{Chaining, Iv, Scheme, Setting};
use super::{Algorithm, Cipher, Derivation};
use crate::error::{Error, Kind};
use serde::Serialize;
use zeroize::Zeroize;

const IV: &str = "cipher.iv";
const IV_IS_KEY: &str = "key";

/// The fields of `Cipher` in the public interface. What is absent is the default.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The key as it is written.
    pub key: String,
    /// See [`super::Encoding`].
    pub key_encoding: Option<String>,
    /// See [`Derivation`].
    pub key_derivation: Option<String>,
    /// See [`Algorithm`].
    pub algorithm: Option<String>,
    /// `ECB` or `CBC`.
    pub mode: Option<String>,
    /// 16 hex digits, or `key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iv: Option<String>,
    /// See [`super::Padding`].
    pub padding: Option<String>,
    /// See [`super::Output`].
    pub output: Option<String>,
}

impl Drop for Settings {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

impl Settings {
    /// The settings of a scheme, each named.
    pub fn of(key: &str, scheme: &Scheme) -> Self {
        let named = |name: &str| Some(name.to_owned());
        let (mode, iv) = match scheme.chaining {
            Chaining::Ecb => ("ECB", None),
            Chaining::Cbc(Iv::Key) => ("CBC", named(IV_IS_KEY)),
            Chaining::Cbc(Iv::Fixed(iv)) => ("CBC", Some(hex::encode(iv))),
        };
        Self {
            key: key.to_owned(),
            key_encoding: named(scheme.encoding.name()),
            key_derivation: named(scheme.derivation.name()),
            algorithm: named(scheme.algorithm.name()),
            mode: named(mode),
            iv,
            padding: named(scheme.padding.name()),
            output: named(scheme.output.name()),
        }
    }

    /// Checks the names and what they mean together.
    ///
    /// # Errors
    /// `config`, naming the field, or both where two do not go together.
    pub fn scheme(&self) -> Result<Scheme, Error> {
        Ok(Scheme {
            encoding: Setting::read(self.key_encoding.as_deref())?,
            derivation: Derivation::read(self.key_derivation.as_deref())?,
            algorithm: Algorithm::read(self.algorithm.as_deref())?,
            chaining: self.chaining()?,
            padding: Setting::read(self.padding.as_deref())?,
            output: Setting::read(self.output.as_deref())?,
        })
    }

    /// The cipher of these settings.
    ///
    /// # Errors
    /// As [`Settings::scheme`] and [`Cipher::new`].
    pub fn cipher(&self) -> Result<Cipher, Error> {
        Cipher::new(&self.key, &self.scheme()?)
    }

    fn chaining(&self) -> Result<Chaining, Error> {
        let unexpected =
            |field, expected, found| Err(Error::unexpected(Kind::Config, field, expected, found));
        match (self.mode.as_deref().unwrap_or("ECB"), self.iv.as_deref()) {
            ("ECB", None) => Ok(Chaining::Ecb),
            ("ECB", Some(_)) => {
                unexpected(IV, "none with cipher.mode 'ECB', which has no use for one", "one")
            }
            ("CBC", None) => unexpected(IV, "16 hex digits or 'key' with cipher.mode 'CBC'", "none"),
            ("CBC", Some(IV_IS_KEY)) => Ok(Chaining::Cbc(Iv::Key)),
            ("CBC", Some(digits)) => {
                let mut iv = [0; 8];
                match hex::decode_to_slice(digits, &mut iv) {
                    Ok(()) => Ok(Chaining::Cbc(Iv::Fixed(iv))),
                    Err(_) => unexpected(IV, "16 hex digits or 'key'", "another string"),
                }
            }
            _ => unexpected("cipher.mode", "'ECB' or 'CBC'", "another string"),
        }
    }
}
