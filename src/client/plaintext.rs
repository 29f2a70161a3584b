//! What stands in `param` before it is encrypted: a JSON object, a JSON string taken as it is, or bytes.

use super::json::stringify;
use crate::error::{Error, Kind};
#[cfg(feature = "cipher")]
use crate::js_value::class_of;
use crate::js_value::{self, is_object, name_or_none};
use wasm_bindgen::prelude::*;

const PARAM: &str = "param";

#[wasm_bindgen]
extern "C" {
    // Not `instanceof`: one of another realm, as test runners have them, is as good.
    #[wasm_bindgen(js_namespace = ArrayBuffer, js_name = isView)]
    fn is_view(value: &JsValue) -> bool;
    // Throws for what only says that it is a `Uint8Array`, and for one whose buffer was transferred.
    #[cfg(feature = "cipher")]
    #[wasm_bindgen(catch, js_namespace = ["Uint8Array", "prototype", "slice"], js_name = call)]
    fn sliced(array: &JsValue) -> Result<Option<JsValue>, JsValue>;
    // A slice of a subclass is one as well. Of a plain one nothing is asked that it could answer by itself.
    #[cfg(feature = "cipher")]
    type Plain;
    #[cfg(feature = "cipher")]
    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    fn of(array: &JsValue) -> Result<Plain, JsValue>;
}

/// The plaintext of a `param` given as an object, a string or bytes.
///
/// # Errors
/// `input` for everything else, and for what is larger than 64 Mi characters or bytes.
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

/// The plaintext of a `param` given as an object, in the engine's own JSON: compact, the keys in the order given.
///
/// # Errors
/// `input` for what is not an object or has no JSON form.
pub fn of_object(param: &JsValue) -> Result<String, Error> {
    if !is_object(param) {
        return Err(Error::unexpected(Kind::Input, &[PARAM], "an object", &name_or_none(param)));
    }
    let no_form = |cause| Error::new(Kind::Input, &[PARAM, ": it has no JSON form"]).with_cause(cause);
    let written = stringify(param).map_err(|thrown| no_form(Some(thrown)))?;
    // A `toJSON` can answer anything.
    of_text(&written.filter(JsValue::is_string).ok_or_else(|| no_form(None))?)
}

/// A text: a plaintext, or a `param` that is to be decrypted.
///
/// # Errors
/// `input` for what is not a string, and for one of more than 64 Mi characters.
pub fn of_text(value: &JsValue) -> Result<String, Error> {
    js_value::text(Kind::Input, &[PARAM], value)
}
