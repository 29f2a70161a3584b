//! The plaintext of `param`: an object written as JSON, a string, or bytes.

use super::json::stringify;
use crate::error::{Error, Kind};
#[cfg(feature = "cipher")]
use crate::js_value::class_of;
use crate::js_value::{self, is_object, is_plain, name_or_none};
use wasm_bindgen::prelude::*;

const PARAM: &str = "param";

#[wasm_bindgen]
extern "C" {
    // Not `instanceof`, because an array of another realm, such as a test runner's, is valid too.
    #[wasm_bindgen(js_namespace = ArrayBuffer, js_name = isView)]
    fn is_view(value: &JsValue) -> bool;
    // Throws for an object that only pretends to be a `Uint8Array`, and for an array whose buffer was transferred.
    #[cfg(feature = "cipher")]
    #[wasm_bindgen(catch, js_namespace = ["Uint8Array", "prototype", "slice"], js_name = call)]
    fn sliced(array: &JsValue) -> Result<Option<JsValue>, JsValue>;
    // A slice of a subclass is of that subclass. The copy is a plain `Uint8Array`, whose properties cannot be overridden.
    #[cfg(feature = "cipher")]
    type Plain;
    #[cfg(feature = "cipher")]
    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    fn of(array: &JsValue) -> Result<Plain, JsValue>;
}

/// The plaintext of a `param` given as an object, a string or bytes.
///
/// # Errors
/// `input` for any other value, and for more than 64 Mi characters or bytes.
#[cfg(feature = "cipher")]
pub fn of(param: &JsValue) -> Result<Vec<u8>, Error> {
    if param.is_string() {
        return of_text(param).map(String::into_bytes);
    }
    if is_view(param) && class_of(param).is_ok_and(|class| class == "[object Uint8Array]") {
        let bytes = sliced(param).and_then(|slice| Plain::of(&slice.unwrap_or_default()));
        let bytes = js_value::reading(Kind::Input, &[PARAM], bytes)?;
        js_value::check_length(Kind::Input, &[PARAM], &bytes)?;
        return Ok(bytes.unchecked_into::<js_sys::Uint8Array>().to_vec());
    }
    if is_object(param) {
        return of_object(param).map(String::into_bytes);
    }
    let expected = "an object, a JSON string or a Uint8Array";
    Err(Error::unexpected(Kind::Input, &[PARAM], expected, &name_or_none(param)))
}

/// The plaintext of a `param` given as an object: compact JSON, with the keys in their given order.
///
/// # Errors
/// `input` for a value that is not an object or cannot be written as JSON.
pub fn of_object(param: &JsValue) -> Result<String, Error> {
    if !is_object(param) {
        return Err(Error::unexpected(Kind::Input, &[PARAM], "an object", &name_or_none(param)));
    }
    if !is_plain(param) {
        return Err(Error::unexpected(Kind::Input, &[PARAM], "a plain object", "another object"));
    }
    let no_form = |cause| Error::new(Kind::Input, &[PARAM, ": it has no JSON form"]).with_cause(cause);
    let written = stringify(param).map_err(|thrown| no_form(Some(thrown)))?;
    // The result may be no string, or that of another value, because of a `toJSON` method.
    let json = of_text(&written.filter(JsValue::is_string).ok_or_else(|| no_form(None))?)?;
    if json.starts_with('{') { Ok(json) } else { Err(no_form(None)) }
}

/// A text: a plaintext, or a `param` to decrypt.
///
/// # Errors
/// `input` for a value that is not a string, and for more than 64 Mi characters.
pub fn of_text(value: &JsValue) -> Result<String, Error> {
    js_value::text(Kind::Input, &[PARAM], value)
}
