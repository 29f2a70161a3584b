//! Removes the sent values from the CRM's messages, because messages end up in logs.

use super::json::{parse, quoted, stringify};
use crate::js_value::values;
use js_sys::{JsString, RegExp};
use std::collections::BinaryHeap;
use wasm_bindgen::JsValue;

/// The shortest value that is redacted, in bytes of UTF-8. Shorter ones may be ordinary words; two Chinese characters, which
/// have 6 bytes, may be a name.
const MIN_SECRET_BYTES: usize = 4;

/// The length to which a message is truncated.
const MAX_CHARACTERS: usize = 500;

/// What the CRM was sent.
pub struct Sent<'a> {
    pub plaintext: &'a str,
    pub param: Option<&'a str>,
}

impl Sent<'_> {
    /// The beginning of a message, with every text and number of the plaintext, and the `param`, replaced by `***`.
    pub fn redacted(&self, message: JsString) -> String {
        // The longest first, because a shorter one may be a part of it.
        let mut secrets = BinaryHeap::new();
        for secret in texts_in(self.plaintext).into_iter().chain(self.param.map(str::to_owned)) {
            if secret.len() >= MIN_SECRET_BYTES {
                for form in [encoded_in_address(&secret), escaped_in_json(&secret), secret] {
                    secrets.push((form.len(), form));
                }
            }
        }
        let longest = secrets.peek().map_or(0, |(length, _)| *length);
        // A lone surrogate becomes U+FFFD, as in the secrets.
        let mut message = JsString::from(String::from(message.slice(0, needed(longest))));
        let mut last = String::new();
        while let Some((length, secret)) = secrets.pop() {
            if secret != last {
                // Without this cut, many short secrets would each be looked for in as much text as the longest needs.
                message = without(&message.slice(0, needed(length)), &secret);
                last = secret;
            }
        }
        // A character has at most two UTF-16 units.
        let mut text = String::from(message.slice(0, 2 * MAX_CHARACTERS as u32));
        if let Some((end, _)) = text.char_indices().nth(MAX_CHARACTERS) {
            text.truncate(end);
        }
        text
    }
}

/// How much of a message is needed to redact secrets of at most this length: so much that a secret which the cut splits is not
/// among the first characters, even if all of them are `***`.
fn needed(length: usize) -> u32 {
    MAX_CHARACTERS.div_ceil(3).saturating_mul(length).saturating_add(2 * MAX_CHARACTERS) as u32
}

/// How many bytes of a secret are looked for. The engine limits the size of a regular expression.
const MAX_PATTERN_BYTES: usize = 4_096;

/// A message with `***` in place of a secret, in upper or lower case.
fn without(message: &JsString, secret: &str) -> JsString {
    let mut pattern = String::new();
    for (_, character) in secret.char_indices().take_while(|(at, _)| *at < MAX_PATTERN_BYTES) {
        if character.is_ascii_punctuation() && character != '_' {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    let pattern = RegExp::new(&pattern, "i");
    let units = secret.encode_utf16().count() as u32;
    let mut shown = JsString::from("");
    let mut left = message.clone();
    loop {
        let Ok(at) = u32::try_from(left.search(&pattern)) else { return shown.concat(&left) };
        shown = shown.concat(&left.slice(0, at)).concat(&"***".into());
        left = left.slice(at.saturating_add(units), left.length());
    }
}

fn encoded_in_address(secret: &str) -> String {
    js_sys::encode_uri_component(secret).into()
}

fn escaped_in_json(secret: &str) -> String {
    let json = quoted(secret);
    let inside = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
    inside.unwrap_or(secret).to_owned()
}

/// Every text and number in a JSON text, at any depth.
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
