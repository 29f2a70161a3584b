//! Hex and base64. Each codec is here once, because every copy makes the download larger.

use ct_codecs::{Base64, Base64NoPadding, Decoder, Encoder};

pub fn lower_hex(bytes: &[u8]) -> String {
    let mut digits = vec![0; bytes.len() * 2];
    // Cannot fail, because the slice has the right size.
    let _ = hex::encode_to_slice(bytes, &mut digits);
    ascii(digits)
}

pub fn upper_hex(bytes: &[u8]) -> String {
    let mut digits = lower_hex(bytes);
    digits.make_ascii_uppercase();
    digits
}

/// Decodes hex digits of either case.
pub fn from_hex(digits: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = vec![0; digits.len() / 2];
    hex::decode_to_slice(digits, &mut bytes).ok()?;
    Some(bytes)
}

pub fn base64(bytes: &[u8]) -> String {
    let mut digits = vec![0; bytes.len().div_ceil(3) * 4];
    // Cannot fail, because the slice has the right size.
    let _ = Base64::encode(&mut digits, bytes);
    ascii(digits)
}

/// Decodes base64, which must have its padding or, with `padded` false, must not.
pub fn from_base64(digits: &[u8], padded: bool) -> Option<Vec<u8>> {
    let mut bytes = vec![0; digits.len().div_ceil(4) * 3];
    let decoded = if padded {
        Base64::decode(&mut bytes, digits, None)
    } else {
        Base64NoPadding::decode(&mut bytes, digits, None)
    };
    let length = decoded.ok()?.len();
    bytes.truncate(length);
    Some(bytes)
}

fn ascii(digits: Vec<u8>) -> String {
    String::from_utf8(digits).unwrap_or_default()
}
