//! Reads the rows of tests/support/vectors.

use serde_json::Value;

pub fn lines(text: &str) -> impl Iterator<Item = Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap())
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
