//! Calls the caller's hooks. Their views contain no key, no `param`, no id and no coupon.

use super::wait::Wait;
use crate::js_value::{call, name, set};
use crate::outgoing::{Value, object};
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

/// The caller's hooks.
#[derive(Clone, Default)]
pub struct Hooks {
    pub on_request: Option<Function>,
    pub on_response: Option<Function>,
    pub on_retry: Option<Function>,
}

/// The argument of a hook: `RequestView`, `ResponseView` or `RetryView`.
#[derive(Clone, Copy, Default)]
pub struct View<'a> {
    pub endpoint: Option<&'a JsValue>,
    pub attempt: u32,
    pub duration_ms: Option<f64>,
    pub delay_ms: Option<f64>,
    pub kind: Option<&'static str>,
    pub status: Option<u32>,
    pub code: Option<f64>,
    pub retry_after_ms: Option<f64>,
    pub skipped: &'a [String],
}

/// Calls a hook with a new view. Ignores what it throws or rejects with, because a hook must not change the call.
pub fn call_hook(hook: Option<&Function>, view: &View<'_>) {
    let Some(hook) = hook else { return };
    let shown = object(&[
        ("endpoint", view.endpoint.map(Value::Js)),
        ("attempt", Some(Value::Number(f64::from(view.attempt)))),
        ("durationMs", view.duration_ms.map(Value::Number)),
        ("delayMs", view.delay_ms.map(Value::Number)),
        ("kind", view.kind.map(|kind| Value::Js(name(kind)))),
        ("status", view.status.map(|status| Value::Number(f64::from(status)))),
        ("code", view.code.map(Value::Number)),
        ("retryAfterMs", view.retry_after_ms.map(Value::Number)),
    ]);
    if !view.skipped.is_empty() {
        let skipped: Array = view.skipped.iter().map(|text| JsValue::from_str(text)).collect();
        set(shown.unchecked_ref(), "skipped", &skipped);
    }
    if let Ok(answer) = call(hook, &[&shown])
        && !answer.is_undefined()
    {
        // Not awaited. Its rejection is handled, so that the host reports no unhandled rejection.
        drop(Wait::for_promise(&answer));
    }
}
