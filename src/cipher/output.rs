//! How the encrypted bytes are written, and read back.

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

/// Hex of either case is read, whatever case is written.
pub fn decode(text: &[u8], output: Output) -> Result<Vec<u8>, Error> {
    let bytes = match output {
        Output::UpperHex | Output::LowerHex => text::from_hex(text),
        Output::Base64 => text::from_base64(text, true),
    };
    bytes.ok_or_else(|| malformed(output))
}

/// The error for what cannot be this output of any cipher of 8-byte blocks.
pub fn malformed(output: Output) -> Error {
    let expected = match output {
        Output::UpperHex | Output::LowerHex => "hex of whole 8-byte blocks",
        Output::Base64 => "base64 of whole 8-byte blocks",
    };
    Error::unexpected(Kind::Input, &["param"], expected, "another string")
}
