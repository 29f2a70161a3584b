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
    let json = JSON::stringify(param)
        .map_err(|thrown| Error::new(Kind::Input, &["param: it has no JSON form"]).with_cause(thrown))?;
    // A `toJSON` can answer anything; `undefined` then stands where the binding promises a string.
    if !json.is_string() {
        return Err(Error::new(Kind::Input, &["param: it has no JSON form"]));
    }
    text(&json)
}

/// The texts that stand in an object's own fields.
pub fn texts_of(param: &JsValue) -> Vec<String> {
    param
        .dyn_ref()
        .and_then(|object| values(object).ok())
        .map_or_else(Vec::new, |values| values.iter().filter_map(|value| value.as_string()).collect())
}

#[wasm_bindgen]
extern "C" {
    // js-sys binds it without `catch`, and a getter may throw.
    #[wasm_bindgen(catch, js_namespace = Object)]
    fn values(object: &js_sys::Object) -> Result<js_sys::Array, JsValue>;
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
