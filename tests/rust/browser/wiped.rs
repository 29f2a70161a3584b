//! Tests that no key stays in the module's memory after its last use.

use crate::settings::{self, config};
use houcaller_coupons::cipher::Derivation;
use houcaller_coupons::cipher::scheme::Setting;
use houcaller_coupons::exports::{CouponClient, decrypt_param, encrypt_param, identify_cipher};
use js_sys::{Array, Function, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// A JavaScript function that counts how often the end of a text is in the memory. Only the end, because the allocator
/// overwrites the beginning of freed memory. The search runs in JavaScript, so that it does not copy the text into the memory.
fn search() -> Function {
    let search = js("memory => text => {
        const bytes = new Uint8Array(memory.buffer);
        const wanted = [...text.slice(-Math.min(32, text.length - 8))].map((it) => it.charCodeAt(0));
        let count = 0;
        for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
            if (wanted.every((byte, offset) => bytes[at + offset] === byte)) count++;
        }
        return count;
    }");
    Function::from(search).call1(&JsValue::NULL, &wasm_bindgen::memory()).unwrap().into()
}

fn occurrences(search: &Function, text: &JsValue) -> f64 {
    search.call1(&JsValue::NULL, text).unwrap().as_f64().unwrap()
}

/// Random keys that JavaScript creates, so that they are not in the module's memory. A digest takes blocks of 64 bytes, and keeps a
/// shorter rest in a buffer.
fn keys() -> Array {
    js("[24, 33, 40, 250, 256, 256].map((length) => Array.from({ length }, () => String.fromCharCode(97 + Math.random() * 26)).join(''))")
        .into()
}

fn js(expression: &str) -> JsValue {
    js_sys::eval(&format!("({expression})")).unwrap()
}

/// Cipher settings as a JavaScript object. The key does not enter the module's memory here.
fn cipher(settings: &Value, key: &JsValue) -> JsValue {
    let cipher = settings::js(settings);
    Reflect::set(&cipher, &"key".into(), key).unwrap();
    cipher
}

fn every_derivation() -> impl Iterator<Item = Value> {
    Derivation::NAMES.iter().map(|name| {
        let algorithm = if *name == "md5Lower16" { "3DES" } else { "DES" };
        json!({ "keyDerivation": name, "algorithm": algorithm, "mode": "CBC", "iv": "key" })
    })
}

#[wasm_bindgen_test]
fn a_key_is_wiped_with_its_cipher() {
    let search = search();
    for settings in every_derivation() {
        for key in keys() {
            let cipher = cipher(&settings, &key);
            let param = encrypt_param(&"{}".into(), &cipher).unwrap();
            assert_eq!(occurrences(&search, &key), 0.0, "{settings}");
            decrypt_param(&param.into(), &cipher).unwrap();
            assert_eq!(occurrences(&search, &key), 0.0, "{settings}");
        }
    }
}

#[wasm_bindgen_test]
fn a_key_is_wiped_with_its_client() {
    let search = search();
    for settings in every_derivation() {
        for key in keys() {
            let client = CouponClient::new(&config(&cipher(&settings, &key))).unwrap();
            client.decrypt_param(&client.encrypt_param(&"{}".into()).unwrap().into()).unwrap();
            drop(client);
            assert_eq!(occurrences(&search, &key), 0.0, "{settings}");
        }
    }
}

#[wasm_bindgen_test]
fn a_refused_key_is_wiped() {
    let search = search();
    for settings in [
        json!({ "keyEncoding": "hex" }),
        json!({ "mode": "CBC" }),
        json!({ "mode": "CFB" }),
        json!({ "no": 1 }),
    ] {
        for key in keys() {
            assert!(encrypt_param(&"{}".into(), &cipher(&settings, &key)).is_err());
            assert_eq!(occurrences(&search, &key), 0.0, "{settings}");
        }
    }
}

#[wasm_bindgen_test]
fn identify_cipher_wipes_the_key() {
    let search = search();
    for key in keys() {
        let found = identify_cipher(&key, &JsValue::UNDEFINED).unwrap();
        assert_eq!(Array::from(&found).length(), 0);
        assert_eq!(occurrences(&search, &key), 0.0);
    }
}

#[wasm_bindgen_test]
fn the_search_finds_a_text_that_is_not_wiped() {
    let search = search();
    for key in keys() {
        drop(key.as_string());
        assert_eq!(occurrences(&search, &key), 1.0);
    }
}
