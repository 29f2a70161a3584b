//! What is said about a value that cannot be used.

use alloc::string::String;
use wasm_bindgen::JsValue;

/// Why something cannot be done. The message names the field and what was expected, and never holds a key, a `param` or an id.
#[derive(Debug)]
pub struct Error {
    /// For the developer.
    pub message: String,
}

impl Error {
    /// The message, given in pieces.
    pub fn new(message: &[&str]) -> Self {
        Self { message: message.concat() }
    }

    /// A value that is not what was expected: `field: expected …, found …`.
    pub fn unexpected(field: &str, expected: &str, found: &str) -> Self {
        Self::new(&[field, ": expected ", expected, ", found ", found])
    }
}

/// JavaScript makes its own error of the message: it knows whether the configuration or what was asked for is to blame.
impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        Self::from_str(&error.message)
    }
}
