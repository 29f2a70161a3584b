//! Reads the rows of tests/vectors.

use houcaller_coupons::cipher::{Algorithm, Chaining, Derivation, Encoding, Iv, Output, Padding, Scheme};
use houcaller_coupons::error::Error;
use serde_json::Value;

pub fn lines(text: &str) -> impl Iterator<Item = Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap())
}

/// The scheme of settings as JavaScript writes them; what is absent is the default.
pub fn scheme(fields: &Value) -> Result<Scheme, Error> {
    let name = |field: &str| fields.get(field).map(|value| value.as_str().unwrap());
    Ok(Scheme {
        encoding: match name("keyEncoding") {
            None | Some("utf8") => Encoding::Utf8,
            Some("hex") => Encoding::Hex,
            Some("base64") => Encoding::Base64,
            Some(other) => panic!("{other}"),
        },
        derivation: match name("keyDerivation") {
            None | Some("first8") => Derivation::First8,
            Some("zeroFill") => Derivation::ZeroFill,
            Some("sha1prng") => Derivation::Sha1Prng,
            Some("md5") => Derivation::Md5,
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
                Chaining::Cbc(Iv::Fixed(iv.ok_or_else(|| Error::new(&["an IV that is none"]))?))
            }
            _ => return Err(Error::new(&["an IV without a use, or none where one is needed"])),
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

/// The plaintext of a row: text, bytes in base64, or a text repeated up to a size.
pub fn plaintext(row: &Value) -> Vec<u8> {
    if let Some(text) = row["text"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(text) = row["base64"].as_str() {
        return base64(text);
    }
    let size = row["size"].as_u64().unwrap() as usize;
    row["repeat"].as_str().unwrap().bytes().cycle().take(size).collect()
}

pub fn base64(text: &str) -> Vec<u8> {
    use base64ct::{Base64, Encoding};
    Base64::decode_vec(text).unwrap()
}

pub fn hex_bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}
