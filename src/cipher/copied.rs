//! A `param` as people copy it into an example: over several lines, with `0x` before it, in the URL-safe alphabet, without its padding, or with spaces
//! where a form made them of `+`.

use super::modes::Block;
use super::scheme::Output;
use super::text::{from_base64, from_hex};
use crate::js_value::is_white_space;

/// The bytes that a copied param may stand for, each with whether it is base64. No two of those are of one length, so that the plaintext's length tells
/// which it is.
pub struct Copied(Vec<(bool, Vec<u8>)>);

impl Copied {
    /// Nothing for what is neither hex nor base64 of whole blocks, however it is read.
    pub fn read(param: &[u8]) -> Option<Self> {
        // Without spaces; with those inside a line as plus signs; with all of them as such.
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
        // No base64 of whole blocks is hex as well, but for what stands before the bytes of hex.
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

    /// The reading of one length in the form of an output.
    pub fn of_length(&self, length: usize, output: Output) -> Option<&Vec<u8>> {
        let asked = output == Output::Base64;
        let reading = self.0.iter().find(|(is_base64, bytes)| *is_base64 == asked && bytes.len() == length);
        reading.map(|(_, bytes)| bytes)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, bytes)| bytes.is_empty())
    }
}

/// The digits of hex in one piece or in groups, each with or without `0x` before it.
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

/// The bytes of base64, whether or not its padding is there.
fn unpadded_base64(mut digits: &[u8]) -> Option<Vec<u8>> {
    while let [rest @ .., b'='] = digits {
        digits = rest;
    }
    from_base64(digits, false)
}
