//! Reads a `Cipher`, and the examples of `identifyCipher`.

use crate::cipher::{Cipher, Settings};
use crate::error::Error;
use crate::field::{Field, is_array};
use crate::given::{known_fields_only, object};
use wasm_bindgen::prelude::*;

/// Reads a `Cipher`.
pub fn cipher(value: &JsValue) -> Result<Cipher, Error> {
    settings(value)?.cipher()
}

const CIPHER_FIELDS: [&str; 8] =
    ["key", "keyEncoding", "keyDerivation", "algorithm", "mode", "iv", "padding", "output"];

fn settings(value: &JsValue) -> Result<Settings, Error> {
    let given = object(Field::config("cipher"), value)?;
    let key = Field::config("cipher.key");
    let settings = Settings {
        key: key
            .optional_text(given.key())?
            .ok_or_else(|| key.unexpected("a string", &JsValue::UNDEFINED))?,
        key_encoding: Field::config("cipher.keyEncoding").optional_text(given.key_encoding())?,
        key_derivation: Field::config("cipher.keyDerivation").optional_text(given.key_derivation())?,
        algorithm: Field::config("cipher.algorithm").optional_text(given.algorithm())?,
        mode: Field::config("cipher.mode").optional_text(given.mode())?,
        iv: Field::config("cipher.iv").optional_text(given.iv())?,
        padding: Field::config("cipher.padding").optional_text(given.padding())?,
        output: Field::config("cipher.output").optional_text(given.output())?,
    };
    known_fields_only(Field::config("cipher"), value, &CIPHER_FIELDS)?;
    Ok(settings)
}

/// Reads the examples of `identifyCipher`.
pub fn examples(value: &JsValue) -> Result<Vec<(String, String)>, Error> {
    const EXAMPLES: Field = Field::input("examples");
    if !is_array(value) {
        return Err(EXAMPLES.unexpected("an array", value));
    }
    let examples: &js_sys::Array = value.unchecked_ref();
    examples
        .iter()
        .map(|example| {
            let given = object(Field::input("examples[]"), &example)?;
            Ok((
                Field::input("examples[].plaintext").text(&EXAMPLES.required(given.plaintext())?)?,
                Field::input("examples[].param").text(&EXAMPLES.required(given.param())?)?,
            ))
        })
        .collect()
}
