//! A key does not stay in the module's memory when nobody uses it any more.

use houcaller_coupons::cipher::scheme::Setting;
use houcaller_coupons::cipher::{Chaining, Derivation, Encoding, Iv, Scheme};
use houcaller_coupons::{Cipher, identify_scheme};
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

fn js(expression: &str) -> JsValue {
    js_sys::eval(&format!("({expression})")).unwrap()
}

/// As the glue hands it over: a copy in the module's memory.
fn handed_over(key: &JsValue) -> String {
    key.as_string().unwrap()
}

#[wasm_bindgen_test]
fn a_key_is_gone_with_its_cipher() {
    let search = search();
    for derivation in Derivation::VALUES {
        for key in keys() {
            let chaining = Chaining::Cbc(Iv::Key);
            let scheme = Scheme { derivation: *derivation, chaining, ..Scheme::default() };
            let cipher = Cipher::new(handed_over(&key), scheme.code(), "").unwrap();
            cipher.decrypt(&cipher.encrypt("{}".to_owned())).unwrap();
            drop(cipher);
            assert_eq!(occurrences(&search, &key), 0.0, "{derivation:?}");
        }
    }
}

#[wasm_bindgen_test]
fn a_key_is_gone_when_it_is_refused() {
    let search = search();
    let hex = Scheme { encoding: Encoding::Hex, ..Scheme::default() };
    for key in keys() {
        assert!(Cipher::new(handed_over(&key), hex.code(), "").is_err());
        assert_eq!(occurrences(&search, &key), 0.0);
    }
}

#[wasm_bindgen_test]
fn a_key_is_gone_when_its_scheme_was_looked_for() {
    let search = search();
    for key in keys() {
        assert_eq!(identify_scheme(handed_over(&key), None).unwrap(), b"");
        assert_eq!(occurrences(&search, &key), 0.0);
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
