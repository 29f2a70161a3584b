//! The JavaScript engine's JSON. Large texts stay in JavaScript's memory, and Rust holds handles to them.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Parses a text. The engine's exception quotes the text.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    pub fn parse(text: &JsValue) -> Result<Option<JsValue>, JsValue>;
    /// A value as compact JSON; `None` if it cannot be written as JSON.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    pub fn stringify(value: &JsValue) -> Result<Option<JsValue>, JsValue>;
}

/// A string in JSON. The engine escapes it if that is necessary.
pub fn quoted(text: &str) -> String {
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        return ["\"", text, "\""].concat();
    }
    let json = stringify(&JsValue::from_str(text)).ok().flatten();
    json.and_then(|json| json.as_string()).unwrap_or_default()
}
