//! Java decides, in the browser: every row of `javax.crypto` through what JavaScript sees.

use crate::given::{error, get};
use houcaller_coupons::{decrypt_param, encrypt_param};
use js_sys::{JSON, Uint8Array};
use sha2::{Digest, Sha256};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const ENCRYPT: &str = include_str!("../vectors/java.jsonl");
const DECRYPT: &str = include_str!("../vectors/java-decrypt.jsonl");

fn field(row: &JsValue, name: &str) -> Option<String> {
    get(row, name).as_string()
}

fn base64(text: &str) -> Vec<u8> {
    use base64ct::{Base64, Encoding};
    Base64::decode_vec(text).unwrap()
}

/// The plaintext: text, bytes in base64, or a text repeated up to a size.
fn plaintext(row: &JsValue) -> Vec<u8> {
    if let Some(text) = field(row, "text") {
        return text.into_bytes();
    }
    if let Some(text) = field(row, "base64") {
        return base64(&text);
    }
    let size = get(row, "size").as_f64().unwrap() as usize;
    field(row, "repeat").unwrap().bytes().cycle().take(size).collect()
}

fn digest(param: &str, output: &str) -> (String, String) {
    let bytes = if output == "base64" { base64(param) } else { hex::decode(param).unwrap() };
    (hex::encode(Sha256::digest(&bytes)), hex::encode(&bytes[bytes.len() - 16..]))
}

#[wasm_bindgen_test]
fn every_row_encrypts_as_in_java_and_decrypts_back() {
    let mut rows = 0;
    for line in ENCRYPT.lines() {
        let row = JSON::parse(line).unwrap();
        let cipher = get(&row, "cipher");
        let plaintext = plaintext(&row);
        let encrypted = encrypt_param(&Uint8Array::from(&plaintext[..]), &cipher);
        rows += 1;
        if field(&row, "error").is_some() {
            assert_eq!(error(&encrypted.unwrap_err()).0, "config", "{line}");
            continue;
        }
        let encrypted = encrypted.unwrap();
        match field(&row, "expect") {
            Some(expected) => assert_eq!(encrypted, expected),
            None => {
                let output = field(&cipher, "output").unwrap_or_default();
                let expected = (field(&row, "sha256").unwrap(), field(&row, "tail").unwrap());
                assert_eq!(digest(&encrypted, &output), expected, "{line}");
            }
        }
        if let Ok(text) = std::str::from_utf8(&plaintext) {
            let zero = field(&cipher, "padding").as_deref() == Some("zero");
            let expected = if zero { text.trim_end_matches('\0') } else { text };
            assert_eq!(decrypt_param(&encrypted.into(), &cipher).unwrap(), expected, "{line}");
        }
    }
    assert!(rows >= 2_000);
}

#[wasm_bindgen_test]
fn every_row_decrypts_as_in_java() {
    let mut rows = 0;
    for line in DECRYPT.lines() {
        let row = JSON::parse(line).unwrap();
        let decrypted = decrypt_param(&get(&row, "param"), &get(&row, "cipher"));
        match field(&row, "text") {
            Some(text) => assert_eq!(decrypted.unwrap(), text, "{line}"),
            None => assert_eq!(error(&decrypted.unwrap_err()).0, "input", "{line}"),
        }
        rows += 1;
    }
    assert!(rows >= 300);
}
