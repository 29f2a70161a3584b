//! Reads the rows of tests/vectors.

use houcaller_coupons::cipher::{Cipher, Settings};
use houcaller_coupons::error::Error;
use serde_json::Value;

pub fn lines(text: &str) -> impl Iterator<Item = Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap())
}

/// The cipher of a row, or why there is none.
pub fn cipher(row: &Value) -> Result<Cipher, Error> {
    settings(&row["cipher"]).cipher()
}

pub fn settings(fields: &Value) -> Settings {
    let text = |name: &str| fields.get(name).map(|value| value.as_str().unwrap().to_owned());
    let mut settings = Settings::default();
    settings.key = text("key").unwrap();
    settings.key_encoding = text("keyEncoding");
    settings.key_derivation = text("keyDerivation");
    settings.algorithm = text("algorithm");
    settings.mode = text("mode");
    settings.iv = text("iv");
    settings.padding = text("padding");
    settings.output = text("output");
    settings
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
