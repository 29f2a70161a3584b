//! The engine's own JSON: large texts stay where they are, and Rust holds handles.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The value of a text; the engine's own exception quotes the text.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    pub fn parse(text: &JsValue) -> Result<Option<JsValue>, JsValue>;
    /// A value as compact JSON; nothing for what has no such form.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    pub fn stringify(value: &JsValue) -> Result<Option<JsValue>, JsValue>;
}

/// A string in JSON. What must be escaped, and how, the engine knows.
pub fn quoted(text: &str) -> String {
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        return ["\"", text, "\""].concat();
    }
    let json = stringify(&JsValue::from_str(text)).ok().flatten();
    json.and_then(|json| json.as_string()).unwrap_or_default()
}
