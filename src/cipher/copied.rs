//! Reads a `param` as people copy it into an example: broken into lines, with a `0x` prefix, in the URL-safe base64 alphabet,
//! without base64 padding, or with spaces where a form decoder replaced `+`.

use super::modes::Block;
use super::scheme::Output;
use super::text::{from_base64, from_hex};
use crate::js_value::is_white_space;

/// Every way to decode a copied param: the bytes, and whether they came from base64. No two readings have the same length, so
/// the length of the plaintext selects one.
pub struct Copied(Vec<(bool, Vec<u8>)>);

impl Copied {
    /// Returns `None` if no reading gives whole blocks, neither as hex nor as base64.
    pub fn read(param: &[u8]) -> Option<Self> {
        // Three readings: spaces removed, spaces inside a line as plus signs, all spaces as plus signs.
        let mut texts = [const { Vec::new() }; 3];
        let mut begun = false;
        let mut spaces = 0;
        let param = str::from_utf8(param).ok()?;
        for character in param.chars() {
            let digit = match character {
                '-' => b'+',
                '_' => b'/',
                _ => u8::try_from(character).unwrap_or_default(),
            };
            let [_, inner, every] = &mut texts;
            if character == ' ' {
                every.push(b'+');
                spaces += 1;
            } else if character == '\n' || character == '\r' {
                begun = false;
            } else if !is_white_space(character) {
                if begun {
                    inner.resize(inner.len() + spaces, b'+');
                }
                begun = true;
                spaces = 0;
                for text in &mut texts {
                    text.push(digit);
                }
            }
        }
        let [dense, ..] = &texts;
        let is_whole = |bytes: &Vec<u8>| {
            bytes.len().is_multiple_of(size_of::<Block>()) && bytes.is_empty() == dense.is_empty()
        };
        let mut readings = Vec::new();
        readings.extend(from_hex(&hex_digits(param)).filter(is_whole).map(|bytes| (false, bytes)));
        // A text that is hex is not tried as base64.
        if readings.is_empty() {
            readings.extend(
                texts
                    .iter()
                    .filter_map(|text| unpadded_base64(text))
                    .filter(is_whole)
                    .map(|bytes| (true, bytes)),
            );
        }
        if readings.is_empty() { None } else { Some(Self(readings)) }
    }

    /// The reading with this many bytes in this output encoding.
    pub fn of_length(&self, length: usize, output: Output) -> Option<&Vec<u8>> {
        let wants_base64 = output == Output::Base64;
        let reading =
            self.0.iter().find(|(is_base64, bytes)| *is_base64 == wants_base64 && bytes.len() == length);
        reading.map(|(_, bytes)| bytes)
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, bytes)| bytes.is_empty())
    }
}

/// Joins groups of hex digits and removes each group's `0x` prefix.
fn hex_digits(param: &str) -> Vec<u8> {
    let mut digits = Vec::with_capacity(param.len());
    for group in param.split(is_white_space) {
        digits.extend_from_slice(match group.as_bytes() {
            [b'0', b'x' | b'X', rest @ ..] => rest,
            all => all,
        });
    }
    digits
}

/// Decodes base64 with or without its padding.
fn unpadded_base64(mut digits: &[u8]) -> Option<Vec<u8>> {
    while let [rest @ .., b'='] = digits {
        digits = rest;
    }
    from_base64(digits, false)
}
