//! Java decides, in the browser: every row of `javax.crypto` through what JavaScript calls.

use crate::rows::{base64, hex_bytes, lines, plaintext, scheme};
use houcaller_coupons::Cipher;
use houcaller_coupons::cipher::{Chaining, Iv};
use serde_json::Value;
use sha2::{Digest, Sha256};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const ENCRYPT: &str = include_str!("../vectors/java.jsonl");
const DECRYPT: &str = include_str!("../vectors/java-decrypt.jsonl");

fn open(row: &Value) -> Result<Cipher, JsValue> {
    let fields = &row["cipher"];
    let scheme = scheme(fields)?;
    let iv = match scheme.chaining {
        Chaining::Cbc(Iv::Fixed(iv)) => hex::encode(iv),
        _ => String::new(),
    };
    Cipher::new(fields["key"].as_str().unwrap().to_owned(), scheme.code(), &iv)
}

#[wasm_bindgen_test]
fn every_row_encrypts_as_in_java_and_decrypts_back() {
    let mut rows = 0;
    for row in lines(ENCRYPT) {
        rows += 1;
        let cipher = open(&row);
        if row.get("error").is_some() {
            assert!(cipher.is_err(), "{row}");
            continue;
        }
        let cipher = cipher.unwrap();
        let plaintext = plaintext(&row);
        let encrypted = cipher.encrypt_bytes(plaintext.clone());
        if let Some(expected) = row["expect"].as_str() {
            assert_eq!(encrypted, expected, "{row}");
        } else {
            let base64_out = row["cipher"]["output"] == "base64";
            let bytes = if base64_out { base64(&encrypted) } else { hex::decode(&encrypted).unwrap() };
            assert_eq!(Sha256::digest(&bytes)[..], hex_bytes(&row["sha256"]), "{row}");
        }
        if let Ok(text) = std::str::from_utf8(&plaintext) {
            assert_eq!(cipher.encrypt(text.to_owned()), encrypted, "{row}");
            let zero = row["cipher"]["padding"] == "zero";
            let expected = if zero { text.trim_end_matches('\0') } else { text };
            assert_eq!(cipher.decrypt(&encrypted).unwrap(), expected.as_bytes(), "{row}");
        }
    }
    assert!(rows >= 2_000);
}

#[wasm_bindgen_test]
fn every_row_decrypts_as_in_java() {
    let mut rows = 0;
    for row in lines(DECRYPT) {
        let decrypted = open(&row).unwrap().decrypt(row["param"].as_str().unwrap());
        match row.get("error") {
            None => assert_eq!(decrypted.unwrap(), plaintext(&row), "{row}"),
            Some(_) => assert!(decrypted.unwrap_err().is_string(), "{row}"),
        }
        rows += 1;
    }
    assert!(rows >= 300);
}
