//! Tells the caller what happens to a call. What they are shown holds no key, no `param`, no id and no coupon.

use super::wait::Wait;
use crate::js_value::call;
use js_sys::Function;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// The caller's functions.
#[derive(Clone, Default)]
pub struct Hooks {
    pub on_request: Option<Function>,
    pub on_response: Option<Function>,
    pub on_retry: Option<Function>,
}

/// What a hook is shown of an attempt: `RequestView`, `ResponseView` or `RetryView`. What is absent is left out.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View<'a> {
    pub endpoint: &'a str,
    pub attempt: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<f64>,
}

/// Calls a hook with a view of its own. Whatever it throws, or rejects with later, is the hook's own affair.
pub fn tell(hook: Option<&Function>, view: &View<'_>) {
    let Some(hook) = hook else { return };
    let Ok(view) = serde_wasm_bindgen::to_value(view) else { return };
    if let Ok(answer) = call(hook, &view, &JsValue::UNDEFINED) {
        // Not awaited: the wait is forgotten at once, and with it whatever comes of the promise.
        drop(Wait::for_promise(&answer));
    }
}
