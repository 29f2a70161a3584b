//! Bytes and numbers as text. In one place each, since every copy of a codec is a piece of the download.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use ct_codecs::{Base64, Base64NoPadding, Decoder, Encoder};

pub fn upper_hex(bytes: &[u8]) -> String {
    const_hex::encode_upper(bytes)
}

/// By way of the other case, so that there is one table of digits.
pub fn lower_hex(bytes: &[u8]) -> String {
    let mut digits = upper_hex(bytes);
    digits.make_ascii_lowercase();
    digits
}

/// The bytes of hex digits of either case.
pub fn from_hex(digits: &[u8]) -> Option<Vec<u8>> {
    let (pairs, []) = digits.as_chunks() else { return None };
    let mut bytes = vec![0; pairs.len()];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = nibble(*high)? << 4 | nibble(*low)?;
    }
    Some(bytes)
}

// Not const-hex's way, which takes a `0x` before them.
fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|number| number as u8)
}

pub fn base64(bytes: &[u8]) -> String {
    let mut digits = vec![0; bytes.len().div_ceil(3) * 4];
    // It fails for a slice of another size only.
    let _ = Base64::encode(&mut digits, bytes);
    // Told that it is ASCII, the compiler leaves out what other characters would need.
    digits.into_iter().map(|digit: u8| char::from(digit & 0x7f)).collect()
}

/// The bytes of base64, with its padding or, where that is not asked for, without.
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

/// The standard library's way brings a formatter along, and a crate for it a table of two hundred digits.
pub fn decimal(number: usize) -> String {
    let mut digits = if number < 10 { String::new() } else { decimal(number / 10) };
    digits.push(char::from(b'0' + (number % 10) as u8));
    digits
}
