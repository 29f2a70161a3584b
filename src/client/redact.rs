//! Takes out of the CRM's message what it was sent: messages end up in logs.

use super::json::{parse, stringify};
use crate::js_value::values;
use js_sys::JsString;
use std::collections::BinaryHeap;
use wasm_bindgen::JsValue;

/// Shorter texts cannot be told from the CRM's own words. In bytes of UTF-8: two Chinese characters are a name.
const SHORTEST_SECRET: usize = 4;

/// The message without any text or number of the plaintext, which is JSON, and without the `param`.
pub fn redacted(message: &str, plaintext: &str, param: Option<&str>) -> String {
    // The longest first: a shorter one may be a part of it.
    let mut secrets = BinaryHeap::new();
    for secret in texts_in(plaintext).into_iter().chain(param.map(str::to_owned)) {
        if secret.len() >= SHORTEST_SECRET {
            secrets.push((secret.len(), secret));
        }
    }
    let mut message = JsString::from(message);
    let mut last = String::new();
    while let Some((_, secret)) = secrets.pop() {
        if secret != last {
            message = message.split(&secret).join("***");
            last = secret;
        }
    }
    message.into()
}

/// Every text and number in a plaintext, however deep.
fn texts_in(json: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut left = Vec::new();
    left.extend(parse(&JsValue::from_str(json)).ok().flatten());
    while let Some(value) = left.pop() {
        if value.is_object() {
            left.extend(values(&value).iter());
        } else if value.is_string() {
            texts.extend(value.as_string());
        } else if value.as_f64().is_some() {
            texts.extend(stringify(&value).ok().flatten().and_then(|number| number.as_string()));
        }
    }
    texts
}
