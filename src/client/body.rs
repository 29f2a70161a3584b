//! Reads the body of an answer within the size bounds: see js/body.js.

use super::cause::network_error;
use super::decode::not_json;
use super::host::Controller;
use super::utf8;
use super::wait::Settled;
use crate::error::{Error, Kind};
use crate::js_value::get;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/body.js")]
extern "C" {
    /// A promise of the bytes or the text, or of `undefined` if the body has no known way to be read. It rejects with the
    /// index in `BOUNDS` of the bound that is exceeded.
    #[wasm_bindgen(js_name = readBody)]
    pub fn read_body(answer: &JsValue, most: u32, controller: Option<&Controller>) -> JsValue;
    /// Throws such an index for a text that has too many values or is nested too deeply.
    #[wasm_bindgen(catch, js_name = checkStructure)]
    fn check_structure(text: &JsValue, most: u32) -> Result<(), JsValue>;
}

const BOUNDS: [&str; 4] = [
    "at most maxAnswerBytes bytes",
    "at most maxAnswerBytes / 16 values",
    "at most 500 levels of nesting",
    "at most 100000 pieces",
];

/// The text of a body that was read.
///
/// # Errors
/// `network` for an incomplete body, `decode` for one that exceeds a bound or is not UTF-8, `config` if the answer is not a
/// `Response`.
pub fn text(body: Settled, most: u32) -> Result<JsValue, Error> {
    let body = body.map_err(read_error)?;
    if body.is_undefined() {
        return Err(not_a_response("one without arrayBuffer(), text() and json()"));
    }
    let text = if body.is_string() { body } else { utf8::decode(&body)? };
    check_structure(&text, most).map_err(read_error)?;
    Ok(text)
}

fn read_error(thrown: JsValue) -> Error {
    if let Some(bound) = thrown.as_f64().and_then(|place| BOUNDS.get(place as usize)) {
        return Error::unexpected(Kind::Decode, &["the answer"], bound, "more");
    }
    let name = get(&thrown, "name").ok().flatten();
    if name.is_some_and(|name| name == *"SyntaxError") { not_json() } else { network_error(thrown) }
}

/// The error for a replaced `fetch` that does not return a `Response`.
pub fn not_a_response(found: &str) -> Error {
    Error::unexpected(Kind::Config, &["fetch"], "a promise of a Response", found)
}
