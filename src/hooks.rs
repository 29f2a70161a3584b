//! Tells the caller what happens to a call. What they are shown holds no key, no `param`, no id and no coupon.

use crate::error::Error;
use js_sys::{Function, Promise};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // `Option`: for a value that must be there, wasm-bindgen takes a slot even when the hook throws, and never gives it back.
    type Hook;
    #[wasm_bindgen(method, catch)]
    fn call(this: &Hook, context: &JsValue, view: &JsValue) -> Result<Option<JsValue>, JsValue>;
}

/// The caller's functions.
#[derive(Clone, Default)]
pub struct Hooks {
    pub on_request: Option<Function>,
    pub on_response: Option<Function>,
    pub on_retry: Option<Function>,
}

/// An attempt that is about to be sent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestView<'a> {
    pub endpoint: &'a str,
    pub attempt: u32,
}

/// What became of an attempt.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseView<'a> {
    pub endpoint: &'a str,
    pub attempt: u32,
    pub duration_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<f64>,
}

/// A wait before the next attempt.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RetryView<'a> {
    pub endpoint: &'a str,
    pub attempt: u32,
    pub delay_ms: u32,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<f64>,
}

impl<'a> ResponseView<'a> {
    pub fn new(endpoint: &'a str, attempt: u32, duration_ms: f64, outcome: Result<u16, &Error>) -> Self {
        let (kind, status, code, retry_after_ms) = match outcome {
            Ok(status) => (None, Some(status), Some(0.0), None),
            Err(error) => (Some(error.kind.name()), error.status, error.code, error.retry_after_ms),
        };
        Self { endpoint, attempt, duration_ms, kind, status, code, retry_after_ms }
    }
}

impl<'a> RetryView<'a> {
    pub fn new(endpoint: &'a str, delay_ms: u32, error: &Error) -> Self {
        let (status, code) = (error.status, error.code);
        Self { endpoint, attempt: error.attempts, delay_ms, kind: error.kind.name(), status, code }
    }
}

thread_local! {
    /// One for all, so that nothing of a call stays behind.
    static IGNORE: Closure<dyn FnMut(JsValue)> = Closure::new(|_| ());
}

/// Calls a hook. Whatever it throws, or rejects with later, is the hook's own affair.
pub fn tell(hook: Option<&Function>, view: &impl Serialize) {
    let Some(hook) = hook else { return };
    let Ok(view) = serde_wasm_bindgen::to_value(view) else { return };
    if let Ok(Some(answer)) = hook.unchecked_ref::<Hook>().call(&JsValue::UNDEFINED, &view)
        && answer.is_object()
    {
        // Not awaited: a promise that never settles would be waited for, and remembered, for ever.
        IGNORE.with(|ignore| drop(Promise::resolve(&answer).catch(ignore)));
    }
}
