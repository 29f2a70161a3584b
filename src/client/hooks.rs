//! Calls the caller's hooks. Their views contain no key, no `param`, no id and no coupon.

use super::wait::Wait;
use crate::js_value::{call, name};
use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // Each field is set by one call out of the module, because such a call costs as much as the rest of its work.
    type ViewObject;
    #[wasm_bindgen(method, setter, structural)]
    fn set_endpoint(this: &ViewObject, endpoint: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_attempt(this: &ViewObject, attempt: u32);
    #[wasm_bindgen(method, setter, structural, js_name = durationMs)]
    fn set_duration_ms(this: &ViewObject, ms: f64);
    #[wasm_bindgen(method, setter, structural, js_name = delayMs)]
    fn set_delay_ms(this: &ViewObject, ms: f64);
    #[wasm_bindgen(method, setter, structural)]
    fn set_kind(this: &ViewObject, kind: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_status(this: &ViewObject, status: u32);
    #[wasm_bindgen(method, setter, structural)]
    fn set_code(this: &ViewObject, code: f64);
    #[wasm_bindgen(method, setter, structural, js_name = retryAfterMs)]
    fn set_retry_after_ms(this: &ViewObject, ms: f64);
    #[wasm_bindgen(method, setter, structural)]
    fn set_skipped(this: &ViewObject, messages: &Array);
}

/// The caller's hooks.
#[derive(Clone, Default)]
pub struct Hooks {
    pub on_request: Option<Function>,
    pub on_response: Option<Function>,
    pub on_retry: Option<Function>,
}

/// The argument of a hook: `RequestView`, `ResponseView` or `RetryView`.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub endpoint: &'a JsValue,
    pub attempt: u32,
    pub duration_ms: Option<f64>,
    pub delay_ms: Option<f64>,
    pub kind: Option<&'static str>,
    pub status: Option<u32>,
    pub code: Option<f64>,
    pub retry_after_ms: Option<f64>,
    pub skipped: &'a [String],
}

impl<'a> View<'a> {
    /// The view of an attempt that is about to begin.
    pub fn of_attempt(endpoint: &'a JsValue, attempt: u32) -> Self {
        Self {
            endpoint,
            attempt,
            duration_ms: None,
            delay_ms: None,
            kind: None,
            status: None,
            code: None,
            retry_after_ms: None,
            skipped: &[],
        }
    }

    /// Creates the object for a hook. It has no field without a value.
    fn to_js(self) -> ViewObject {
        let object: ViewObject = Object::new().unchecked_into();
        object.set_endpoint(self.endpoint);
        object.set_attempt(self.attempt);
        if let Some(ms) = self.duration_ms {
            object.set_duration_ms(ms);
        }
        if let Some(ms) = self.delay_ms {
            object.set_delay_ms(ms);
        }
        if let Some(kind) = self.kind {
            object.set_kind(name(kind));
        }
        if let Some(status) = self.status {
            object.set_status(status);
        }
        if let Some(code) = self.code {
            object.set_code(code);
        }
        if let Some(ms) = self.retry_after_ms {
            object.set_retry_after_ms(ms);
        }
        if !self.skipped.is_empty() {
            object.set_skipped(&self.skipped.iter().map(|text| JsValue::from_str(text)).collect());
        }
        object
    }
}

/// Calls a hook with a new view. Ignores what it throws or rejects with, because a hook must not change the call.
pub fn call_hook(hook: Option<&Function>, view: &View<'_>) {
    let Some(hook) = hook else { return };
    if let Ok(answer) = call(hook, &[&view.to_js()])
        && !answer.is_undefined()
    {
        // Not awaited. Its rejection is handled, so that the host reports no unhandled rejection.
        drop(Wait::for_promise(&answer));
    }
}
