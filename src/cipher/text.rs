//! Hex and base64. Each codec is here once, because every copy makes the download larger.

use ct_codecs::{Base64, Base64NoPadding, Decoder, Encoder};
use zeroize::Zeroizing;

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

/// Decodes base64, which must have its padding or, with `padded` false, must not. The bits of the last digit that are beyond the
/// last byte are ignored, as in Java.
pub fn from_base64(text: &[u8], padded: bool) -> Option<Vec<u8>> {
    let length = text.iter().rposition(|digit| *digit != b'=').map_or(0, |last| last + 1);
    let missing = length.wrapping_neg() % 4;
    // One digit alone has too few bits for a byte.
    if missing == 3 || text.len() - length != if padded { missing } else { 0 } {
        return None;
    }
    // Completes the last group. May be a key.
    let mut digits = Zeroizing::new(vec![b'A'; length + missing]);
    digits.get_mut(..length)?.copy_from_slice(text.get(..length)?);
    let mut bytes = vec![0; digits.len() / 4 * 3];
    Base64NoPadding::decode(&mut bytes, &digits, None).ok()?;
    bytes.truncate(bytes.len() - missing);
    Some(bytes)
}

fn ascii(digits: Vec<u8>) -> String {
    String::from_utf8(digits).unwrap_or_default()
}
