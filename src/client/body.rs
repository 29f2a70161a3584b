//! Reads the body of an answer, no more of it than may come: see js/body.js.

use super::cause::lost;
use super::decode::not_json;
use super::host::Controller;
use super::utf8;
use super::wait::Settled;
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::get;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/body.js")]
extern "C" {
    /// A promise of the bytes or the text, and of nothing where there is no way to read it. It rejects with 1 beyond so many bytes, and with 2 beyond
    /// so many levels of nesting.
    #[wasm_bindgen(js_name = readBody)]
    fn read_body(answer: &JsValue, most: u32, deepest: u32, controller: Option<&Controller>) -> JsValue;
}

/// No page of the API has more than five levels. With this many `JSON.stringify`, and an application's own recursion, can cope everywhere.
const DEEPEST: u32 = 500;

/// A promise of an answer's body, for [`text`].
pub fn read(answer: &JsValue, most: u32, controller: Option<&Controller>) -> JsValue {
    read_body(answer, most, DEEPEST, controller)
}

/// The text of a body that was read.
///
/// # Errors
/// `network` for one that did not come whole, `decode` for one beyond the bounds or that is no text, `config` for what is no `Response`.
pub fn text(body: Settled, most: u32) -> Result<JsValue, Error> {
    let body = body.map_err(|thrown| {
        let (bound, of) = match thrown.as_f64() {
            Some(1.0) => (most, " bytes"),
            Some(_) => (DEEPEST, " levels of nesting"),
            None => return unread(thrown),
        };
        let expected = ["at most ", &decimal(u64::from(bound)), of].concat();
        Error::unexpected(Kind::Decode, &["the answer"], &expected, "more")
    })?;
    if body.is_undefined() {
        return Err(no_response("one without arrayBuffer(), text() and json()"));
    }
    if body.is_string() { Ok(body) } else { utf8::decode(&body) }
}

fn unread(thrown: JsValue) -> Error {
    let name = get(&thrown, "name").ok().flatten();
    if name.is_some_and(|name| name == *"SyntaxError") { not_json() } else { lost(thrown) }
}

/// The error for a replaced `fetch` that answers something else.
pub fn no_response(found: &str) -> Error {
    Error::unexpected(Kind::Config, &["fetch"], "a promise of a Response", found)
}
