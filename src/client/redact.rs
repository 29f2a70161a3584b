//! Takes out of the CRM's message what it was sent: messages end up in logs.

use super::json::{parse, stringify};
use crate::js_value::values;
use std::collections::BinaryHeap;
use wasm_bindgen::JsValue;

/// Shorter texts cannot be told from the CRM's own words. In bytes of UTF-8: two Chinese characters are a name.
const SHORTEST_SECRET: usize = 4;

/// The message without any text or number of the plaintext, which is JSON, and without the `param`.
pub fn redacted(message: &str, plaintext: &str, param: Option<&str>) -> String {
    // The longest first: a shorter one may be a part of it.
    let mut secrets = BinaryHeap::new();
    for secret in texts_in(plaintext).into_iter().chain(param.map(str::to_owned)) {
        secrets.push((secret.len(), secret));
    }
    let mut message = message.to_owned();
    while let Some((length, secret)) = secrets.pop() {
        if length >= SHORTEST_SECRET {
            message = without(&message, &secret);
        }
    }
    message
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

/// The standard library's way of replacing brings a search of kilobytes along; messages are short.
fn without(message: &str, secret: &str) -> String {
    let mut shown = String::new();
    let mut rest = message;
    while let Some(next) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix(secret) {
            shown.push_str("***");
            rest = after;
        } else {
            shown.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn every_occurrence_is_taken_out() {
        for (message, secret, expected) in [
            ("no member K1H93 here, K1H93", "K1H93", "no member *** here, ***"),
            ("会员张三不存在", "张三", "会员***不存在"),
            ("aaaaa", "aa", "******a"),
            ("short", "longer than it", "short"),
            ("", "abcd", ""),
        ] {
            assert_eq!(without(message, secret), expected);
        }
    }
}
