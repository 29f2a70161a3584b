//! Bytes and numbers as text. In one place each, since every copy of a codec is a piece of the download. Digits are handed on as
//! bytes of ASCII: a string of them is not made without a look for UTF-8 in them, and the host makes one anyway.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use ct_codecs::{Base64, Base64NoPadding, Decoder, Encoder};

pub fn lower_hex(bytes: &[u8]) -> Vec<u8> {
    let mut digits = vec![0; bytes.len() * 2];
    // It fails for a slice of another size only.
    let _ = base16ct::lower::encode(bytes, &mut digits);
    digits
}

pub fn upper_hex(bytes: &[u8]) -> Vec<u8> {
    let mut digits = vec![0; bytes.len() * 2];
    let _ = base16ct::upper::encode(bytes, &mut digits);
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

// As fast as a table: what base16ct has takes the same time for every digit, and a tenth more in all.
fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|number| number as u8)
}

pub fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut digits = vec![0; bytes.len().div_ceil(3) * 4];
    let _ = Base64::encode(&mut digits, bytes);
    digits
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
