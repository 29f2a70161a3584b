//! What stands in `param` before it is encrypted: a JSON object, a JSON string taken as it is, or bytes.

use crate::error::{Error, Kind};
use crate::field::{self, Field};
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::prelude::*;

const PARAM: Field = Field::input("param");

/// Keeps the memory that one call can ask for far below what WebAssembly can address.
const MOST_UNITS: u32 = 64 << 20;

/// The bytes of a `param` given as an object, a string or bytes.
///
/// # Errors
/// `input` for everything else, and for what is larger than 64 Mi characters or bytes.
pub fn of(param: &JsValue) -> Result<Vec<u8>, Error> {
    if param.is_string() {
        return text(param);
    }
    if let Some(bytes) = param.dyn_ref::<Uint8Array>() {
        within_limit(bytes.length())?;
        return Ok(bytes.to_vec());
    }
    if !param.is_object() || field::is_array(param) {
        return Err(PARAM.unexpected("an object, a JSON string or a Uint8Array", param));
    }
    of_object(param)
}

/// The bytes of a `param` given as an object, in the engine's own JSON: compact, the keys in the order given.
///
/// # Errors
/// `input` for what is not an object or has no JSON form.
pub fn of_object(param: &JsValue) -> Result<Vec<u8>, Error> {
    PARAM.object(param)?;
    let json = stringify(param)
        .map_err(|thrown| Error::new(Kind::Input, &["param: it has no JSON form"]).with_cause(thrown))?;
    // A `toJSON` can answer anything.
    text(&json.ok_or_else(|| Error::new(Kind::Input, &["param: it has no JSON form"]))?)
}

#[wasm_bindgen]
extern "C" {
    // `Option`: for a value that must be there, wasm-bindgen takes a slot even when the call throws, and never gives it back.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn stringify(value: &JsValue) -> Result<Option<JsValue>, JsValue>;
}

/// Every text and number in a plaintext of JSON, however deep.
pub fn texts_in(json: &[u8]) -> Vec<String> {
    let parsed = core::str::from_utf8(json).ok().and_then(|json| JSON::parse(json).ok());
    let mut texts = Vec::new();
    let mut left: Vec<JsValue> = parsed.into_iter().collect();
    while let Some(value) = left.pop() {
        if let Some(text) = value.as_string() {
            texts.push(text);
        } else if value.as_f64().is_some() {
            texts.extend(JSON::stringify(&value).ok().and_then(|number| number.as_string()));
        } else if let Some(object) = value.dyn_ref() {
            left.extend(js_sys::Object::values(object).iter());
        }
    }
    texts
}

/// A `param` that is to be decrypted.
///
/// # Errors
/// `input` for what is not a string, and for one of more than 64 Mi characters.
pub fn encrypted(param: &JsValue) -> Result<String, Error> {
    within_limit(param.dyn_ref().map_or(0, js_sys::JsString::length))?;
    PARAM.text(param)
}

fn text(value: &JsValue) -> Result<Vec<u8>, Error> {
    within_limit(value.dyn_ref().map_or(0, js_sys::JsString::length))?;
    PARAM.text(value).map(String::into_bytes)
}

fn within_limit(units: u32) -> Result<(), Error> {
    if units > MOST_UNITS {
        return Err(Error::unexpected(Kind::Input, "param", "at most 64 Mi characters or bytes", "more"));
    }
    Ok(())
}
