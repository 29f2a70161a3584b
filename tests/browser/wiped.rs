//! A key does not stay in the module's memory when nobody uses it any more.

use crate::given::{config, get, js};
use houcaller_coupons::{Client, decrypt_param, encrypt_param, identify_cipher};
use js_sys::{Array, Function};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// A function that says how often the end of a text stands in the memory: an allocator overwrites the beginning of what is freed.
/// It is made beforehand, and the text is never in Rust: to look must not change what is looked at.
fn search() -> Function {
    let search = js("memory => text => {
        const bytes = new Uint8Array(memory.buffer);
        const wanted = [...text.slice(-32)].map((it) => it.charCodeAt(0));
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

/// Keys, long ones, that were not in this module before: made in JavaScript.
fn keys() -> Array {
    js("Array.from({ length: 6 }, () => Array.from({ length: 256 }, () => String.fromCharCode(97 + Math.random() * 26)).join(''))")
        .into()
}

fn set(object: &JsValue, field: &str, value: &JsValue) {
    js_sys::Reflect::set(object, &field.into(), value).unwrap();
}

#[wasm_bindgen_test]
fn a_key_is_gone_with_its_client() {
    let search = search();
    for key in keys() {
        let config = config("undefined");
        set(&get(&config, "cipher"), "key", &key);
        let client = Client::new(&config).unwrap();
        client.encrypt_param(&js("{ memberId: 'K1' }")).unwrap();
        drop(client);
        assert_eq!(occurrences(&search, &key), 0.0);
    }
}

#[wasm_bindgen_test]
fn a_key_is_gone_after_each_function() {
    let search = search();
    let param = js("{ memberId: 'K1' }");
    for derivation in ["first8", "zeroFill", "sha1prng", "md5"] {
        let keys = keys();
        let cipher = js(&format!("{{ mode: 'CBC', iv: 'key', keyDerivation: '{derivation}' }}"));
        let gone =
            |key: &JsValue, after: &str| assert_eq!(occurrences(&search, key), 0.0, "{after}, {derivation}");

        set(&cipher, "key", &keys.get(0));
        let encrypted = encrypt_param(&param, &cipher).unwrap();
        gone(&keys.get(0), "encryptParam");

        let encrypted = JsValue::from(encrypted);
        decrypt_param(&encrypted, &cipher).unwrap();
        gone(&keys.get(0), "decryptParam");

        identify_cipher(&keys.get(1), &JsValue::UNDEFINED).unwrap();
        gone(&keys.get(1), "identifyCipher");
    }
}

#[wasm_bindgen_test]
fn the_search_finds_what_was_not_wiped() {
    let search = search();
    for key in keys() {
        drop(key.as_string());
        assert_eq!(occurrences(&search, &key), 1.0);
    }
}
