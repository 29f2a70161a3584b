//! A `param` as people copy it into an example: over several lines, with `0x` before it, in the URL-safe alphabet, without its padding, or with spaces
//! where a form made them of `+`.

use super::modes::Block;
use super::scheme::Output;
use super::text::{from_base64, from_hex};
use crate::js_value::is_white_space;

/// The bytes that a copied param may stand for. No two readings in base64 are of one length, so that the plaintext's length tells which it is.
pub struct Copied {
    hex: Option<Vec<u8>>,
    base64: Vec<Vec<u8>>,
}

impl Copied {
    /// Nothing for what is neither hex nor base64 of whole blocks, however it is read.
    pub fn read(param: &[u8]) -> Option<Self> {
        let text = str::from_utf8(param).ok()?;
        let dense: String = text.chars().filter(|it| !is_white_space(*it)).collect();
        let holds = |bytes: &Vec<u8>| {
            bytes.len().is_multiple_of(size_of::<Block>()) && bytes.is_empty() == dense.is_empty()
        };
        let digits = dense.strip_prefix("0x").or_else(|| dense.strip_prefix("0X")).unwrap_or(&dense);
        let hex = from_hex(digits.as_bytes()).filter(holds);
        // A space inside a line, or at its end too, may have been a plus sign.
        let inner: String = text.split(['\n', '\r']).map(|line| line.trim_matches(is_white_space)).collect();
        let every: String = text.chars().filter(|it| *it == ' ' || !is_white_space(*it)).collect();
        let base64: Vec<_> =
            [&dense, &inner, &every].into_iter().filter_map(|it| any_base64(it)).filter(holds).collect();
        (hex.is_some() || !base64.is_empty()).then_some(Self { hex, base64 })
    }

    /// The reading of one length in the form of an output.
    pub fn of_length(&self, length: usize, output: Output) -> Option<&[u8]> {
        let readings = if output == Output::Base64 { self.base64.as_slice() } else { self.hex.as_slice() };
        readings.iter().find(|bytes| bytes.len() == length).map(Vec::as_slice)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.hex.iter().chain(&self.base64).all(Vec::is_empty)
    }
}

/// The bytes of base64 in either alphabet, with its padding or without.
fn any_base64(text: &str) -> Option<Vec<u8>> {
    let unpadded = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let digits: Vec<u8> = unpadded
        .bytes()
        .map(|digit| match digit {
            b'-' | b' ' => b'+',
            b'_' => b'/',
            _ => digit,
        })
        .collect();
    from_base64(&digits, false)
}
