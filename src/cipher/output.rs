//! Encodes the encrypted bytes as hex or base64, and decodes them.

use super::scheme::Output;
use super::text;
use crate::error::{Error, Kind};

pub fn encode(bytes: &[u8], output: Output) -> String {
    match output {
        Output::UpperHex => text::upper_hex(bytes),
        Output::LowerHex => text::lower_hex(bytes),
        Output::Base64 => text::base64(bytes),
    }
}

/// Accepts hex of either case for both hex outputs.
pub fn decode(text: &[u8], output: Output) -> Result<Vec<u8>, Error> {
    let bytes = match output {
        Output::UpperHex | Output::LowerHex => text::from_hex(text),
        Output::Base64 => text::from_base64(text, true),
    };
    bytes.ok_or_else(|| malformed(output))
}

/// The error for a text that is not whole 8-byte blocks in this encoding.
pub fn malformed(output: Output) -> Error {
    let expected = match output {
        Output::UpperHex | Output::LowerHex => "hex of whole 8-byte blocks",
        Output::Base64 => "base64 of whole 8-byte blocks",
    };
    Error::unexpected(Kind::Input, &["param"], expected, "another string")
}
