//! Helpers for settings as JavaScript values, and a test that wrong settings are refused.

use houcaller_coupons::exports::encrypt_param;
use js_sys::{JSON, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// Converts JSON to a JavaScript value.
pub fn js(json: &Value) -> JsValue {
    JSON::parse(&json.to_string()).unwrap()
}

/// The cipher settings of a row.
pub fn cipher_of_row(row: &Value) -> JsValue {
    js(&row["cipher"])
}

/// A configuration with this cipher.
pub fn config(cipher: &JsValue) -> JsValue {
    let config =
        js(&json!({ "baseUrl": "https://crm.example", "channel": "test", "dangerouslyAllowBrowser": true }));
    Reflect::set(&config, &"cipher".into(), cipher).unwrap();
    config
}

/// The kind of a `CouponError`.
pub fn kind_of(error: &JsValue) -> String {
    Reflect::get(error, &"kind".into()).unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
fn invalid_settings_are_refused() {
    for wrong in [
        json!({ "mode": "CBC" }),
        json!({ "mode": "CBC", "iv": "0011" }),
        json!({ "iv": "0011223344556677" }),
        json!({ "mode": "CFB" }),
        json!({ "keyEncoding": "latin1" }),
        json!({ "keyDerivation": "first9" }),
        json!({ "algorithm": "AES" }),
        json!({ "padding": "none" }),
        json!({ "output": "Hex" }),
        json!({ "output": 3 }),
        json!({ "keyencoding": "hex" }),
    ] {
        let mut cipher = wrong.clone();
        cipher["key"] = "12345678".into();
        let error = encrypt_param(&"{}".into(), &js(&cipher)).unwrap_err();
        assert_eq!(kind_of(&error), "config", "{wrong}");
    }
}
