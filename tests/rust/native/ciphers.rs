//! Creates the ciphers that rows describe.

use houcaller_coupons::cipher::{
    Algorithm, Chaining, Cipher, Derivation, Encoding, Iv, Output, Padding, Scheme,
};
use houcaller_coupons::error::{Error, Kind};
use serde_json::Value;

/// The cipher of a row, or the error for its settings.
pub fn cipher(row: &Value) -> Result<Cipher, Error> {
    open(&row["cipher"])
}

/// The cipher for settings in JSON. Absent ones have their defaults.
pub fn open(fields: &Value) -> Result<Cipher, Error> {
    Cipher::new(fields["key"].as_str().unwrap(), &scheme(fields)?)
}

/// The scheme for settings in JSON. Absent ones have their defaults.
pub fn scheme(fields: &Value) -> Result<Scheme, Error> {
    let name = |field: &str| fields.get(field).map(|value| value.as_str().unwrap());
    Ok(Scheme {
        encoding: match name("keyEncoding") {
            None | Some("utf8") => Encoding::Utf8,
            Some("hex") => Encoding::Hex,
            Some("base64") => Encoding::Base64,
            Some("utf16le") => Encoding::Utf16Le,
            Some(other) => panic!("{other}"),
        },
        derivation: match name("keyDerivation") {
            None | Some("first8") => Derivation::First8,
            Some("zeroFill") => Derivation::ZeroFill,
            Some("sha1prng") => Derivation::Sha1Prng,
            Some("md5") => Derivation::Md5,
            Some("md5Lower") => Derivation::Md5Lower,
            Some("md5Lower16") => Derivation::Md5Lower16,
            Some("md5Bytes") => Derivation::Md5Bytes,
            Some("sha1") => Derivation::Sha1,
            Some(other) => panic!("{other}"),
        },
        algorithm: match name("algorithm") {
            None | Some("DES") => Algorithm::Des,
            Some("3DES") => Algorithm::TripleDes,
            Some(other) => panic!("{other}"),
        },
        chaining: match (name("mode"), name("iv")) {
            (None | Some("ECB"), None) => Chaining::Ecb,
            (Some("CBC"), Some("key")) => Chaining::Cbc(Iv::Key),
            (Some("CBC"), Some(iv)) => {
                let iv = hex::decode(iv).ok().and_then(|iv| iv.try_into().ok());
                Chaining::Cbc(Iv::Fixed(iv.ok_or_else(|| config("an invalid IV"))?))
            }
            _ => return Err(config("an IV with ECB, or no IV with CBC")),
        },
        padding: match name("padding") {
            None | Some("pkcs5") => Padding::Pkcs5,
            Some("zero") => Padding::Zero,
            Some(other) => panic!("{other}"),
        },
        output: match name("output") {
            None | Some("HEX") => Output::UpperHex,
            Some("hex") => Output::LowerHex,
            Some("base64") => Output::Base64,
            Some(other) => panic!("{other}"),
        },
    })
}

fn config(message: &str) -> Error {
    Error::new(Kind::Config, &[message])
}
