//! Compares the crate's JavaScript functions, in the browser, with every row that `javax.crypto` computed.

use crate::rows::{base64, hex_bytes, lines, plaintext};
use crate::settings::{cipher_of_row, config, kind_of};
use houcaller_coupons::exports::{CouponClient, decrypt_param, encrypt_param};
use js_sys::Uint8Array;
use sha2::{Digest, Sha256};
use std::str::from_utf8;
use wasm_bindgen_test::wasm_bindgen_test;

const ENCRYPT: &str = include_str!("../../support/vectors/java.jsonl");
const DECRYPT: &str = include_str!("../../support/vectors/java-decrypt.jsonl");

#[wasm_bindgen_test]
fn every_row_encrypts_as_in_java_and_decrypts_back() {
    let mut rows = 0;
    for row in lines(ENCRYPT) {
        rows += 1;
        let cipher = cipher_of_row(&row);
        let plaintext = plaintext(&row);
        let bytes = Uint8Array::from(&plaintext[..]).into();
        let client = CouponClient::new(&config(&cipher));
        if row.get("error").is_some() {
            assert!(client.is_err() && encrypt_param(&bytes, &cipher).is_err(), "{row}");
            continue;
        }
        let client = client.unwrap();
        let encrypted = client.encrypt_param(&bytes).unwrap();
        assert_eq!(encrypt_param(&bytes, &cipher).unwrap(), encrypted, "{row}");
        if let Some(expected) = row["expect"].as_str() {
            assert_eq!(encrypted, expected, "{row}");
        } else {
            let base64_out = row["cipher"]["output"] == "base64";
            let bytes = if base64_out { base64(&encrypted) } else { hex::decode(&encrypted).unwrap() };
            assert_eq!(Sha256::digest(&bytes)[..], hex_bytes(&row["sha256"]), "{row}");
        }
        let param = encrypted.as_str().into();
        let decrypted = [client.decrypt_param(&param), decrypt_param(&param, &cipher)];
        let Ok(text) = from_utf8(&plaintext) else {
            assert!(decrypted.iter().all(Result::is_err), "{row}");
            continue;
        };
        assert_eq!(client.encrypt_param(&text.into()).unwrap(), encrypted, "{row}");
        let zero = row["cipher"]["padding"] == "zero";
        let expected = if zero { text.trim_end_matches('\0') } else { text };
        assert_eq!(decrypted.map(Result::unwrap), [expected; 2], "{row}");
    }
    assert!(rows >= 2_000);
}

#[wasm_bindgen_test]
fn every_row_decrypts_as_in_java() {
    let mut rows = 0;
    for row in lines(DECRYPT) {
        let decrypted = decrypt_param(&row["param"].as_str().unwrap().into(), &cipher_of_row(&row));
        match row.get("error") {
            None => assert_eq!(decrypted.ok(), String::from_utf8(plaintext(&row)).ok(), "{row}"),
            Some(_) => assert_eq!(kind_of(&decrypted.unwrap_err()), "input", "{row}"),
        }
        rows += 1;
    }
    assert!(rows >= 300);
}
