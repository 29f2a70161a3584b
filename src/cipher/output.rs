//! How the encrypted bytes are written, and read back.

use super::scheme::Output;
use crate::error::{Error, Kind};
use base64ct::{Base64, Encoding};

pub fn encode(bytes: &[u8], output: Output) -> String {
    match output {
        Output::UpperHex => hex::encode_upper(bytes),
        Output::LowerHex => hex::encode(bytes),
        Output::Base64 => Base64::encode_string(bytes),
    }
}

/// Hex of either case is read, whatever case is written.
pub fn decode(text: &str, output: Output) -> Result<Vec<u8>, Error> {
    match output {
        Output::UpperHex | Output::LowerHex => hex::decode(text).map_err(|_| malformed(output)),
        Output::Base64 => Base64::decode_vec(text).map_err(|_| malformed(output)),
    }
}

/// The error for what cannot be this output of any cipher of 8-byte blocks.
pub fn malformed(output: Output) -> Error {
    let expected = match output {
        Output::UpperHex | Output::LowerHex => "hex of whole 8-byte blocks",
        Output::Base64 => "base64 of whole 8-byte blocks",
    };
    Error::unexpected(Kind::Input, "param", expected, "another string")
}
