//! Takes out of the CRM's message what it was sent: messages end up in logs.

use super::json::{parse, stringify};
use crate::js_value::values;
use js_sys::JsString;
use std::collections::BinaryHeap;
use wasm_bindgen::JsValue;

/// Shorter texts cannot be told from the CRM's own words. In bytes of UTF-8: two Chinese characters are a name.
const SHORTEST_SECRET: usize = 4;

/// The characters of a message that are handed on.
const MOST_CHARACTERS: usize = 500;

/// What the CRM was sent, by which its message is redacted.
pub struct Sent<'a> {
    pub plaintext: &'a str,
    pub param: Option<&'a str>,
}

impl Sent<'_> {
    /// The beginning of a message without any text or number of the plaintext, which is JSON, and without the `param`.
    pub fn redacted(&self, message: JsString) -> String {
        // The longest first: a shorter one may be a part of it.
        let mut secrets = BinaryHeap::new();
        for secret in texts_in(self.plaintext).into_iter().chain(self.param.map(str::to_owned)) {
            if secret.len() >= SHORTEST_SECRET {
                secrets.push((secret.len(), secret));
            }
        }
        // So much more that what is cut off in the middle of a secret is not among the first characters when all before it is redacted.
        let longest = secrets.peek().map_or(0, |(length, _)| *length);
        let mut message = message.slice(0, (1 << 16) + longest as u32);
        let mut last = String::new();
        while let Some((_, secret)) = secrets.pop() {
            if secret != last {
                message = message.split(&secret).join("***");
                last = secret;
            }
        }
        // A lone surrogate becomes U+FFFD on its way: it has no place in a log. Half of a character is here no part of the first ones.
        let mut text = String::from(message.slice(0, 2 * MOST_CHARACTERS as u32));
        if let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) {
            text.truncate(end);
        }
        text
    }
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
