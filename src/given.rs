//! The fields that a caller may give, each with its getter: what is misspelt here is misspelt everywhere.

use crate::error::Error;
use crate::field::Field;
use wasm_bindgen::prelude::*;

/// Any object that a caller passed: whatever it holds, a getter of it can answer anything, or throw.
#[wasm_bindgen]
extern "C" {
    pub type Given;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn key(this: &Given) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = keyEncoding)]
    pub fn key_encoding(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = keyDerivation)]
    pub fn key_derivation(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn algorithm(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn mode(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn iv(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn padding(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn output(this: &Given) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn plaintext(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn param(this: &Given) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = baseUrl)]
    pub fn base_url(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn channel(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn cipher(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn fetch(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn headers(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn credentials(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn now(this: &Given) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = timeoutMs)]
    pub fn timeout_ms(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = totalTimeoutMs)]
    pub fn total_timeout_ms(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn retry(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn limit(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = minDelayMs)]
    pub fn min_delay_ms(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = maxDelayMs)]
    pub fn max_delay_ms(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = maxRetryAfterMs)]
    pub fn max_retry_after_ms(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn codes(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = onRequest)]
    pub fn on_request(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = onResponse)]
    pub fn on_response(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = onRetry)]
    pub fn on_retry(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = dangerouslyAllowBrowser)]
    pub fn dangerously_allow_browser(this: &Given) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = memberId)]
    pub fn member_id(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = platformId)]
    pub fn platform_id(this: &Given) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn signal(this: &Given) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn aborted(this: &Given) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object)]
    fn keys(object: &JsValue) -> Result<js_sys::Array, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Object)]
    pub fn entries(object: &JsValue) -> Result<js_sys::Array, JsValue>;
}

/// The fields of a value that must be an object.
pub fn object(field: Field, value: &JsValue) -> Result<&Given, Error> {
    field.object(value)?;
    Ok(value.unchecked_ref())
}

/// Refuses a field of another name: a misspelt setting would be a silent default, and days lost over "decrypt error".
pub fn known_fields_only(field: Field, value: &JsValue, known: &[&str]) -> Result<(), Error> {
    let names = keys(value).map_err(|thrown| field.unreadable(thrown))?;
    match names.iter().find(|name| !known.iter().any(|known| name == known)) {
        None => Ok(()),
        Some(name) => {
            let found = ["a field ", &name.as_string().unwrap_or_default()].concat();
            Err(Error::unexpected(field.kind, field.path, &known.join(", "), &found))
        }
    }
}
