use crate::given::{config, js, message, text};
use houcaller_coupons::{Client, build_envelope, encrypt_param};
use wasm_bindgen_test::wasm_bindgen_test;

/// Printed by the JDK and by OpenSSL, see tests/vectors.
const FIXED_POINT: &str = "4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227";

#[wasm_bindgen_test]
fn takes_an_object_a_string_or_bytes() {
    for param in [
        "{ memberId: 'K1H93QDKI00B7' }",
        r#"'{"memberId":"K1H93QDKI00B7"}'"#,
        r#"new TextEncoder().encode('{"memberId":"K1H93QDKI00B7"}')"#,
    ] {
        assert_eq!(encrypt_param(&js(param), &js("{ key: '12345678' }")).unwrap(), FIXED_POINT, "{param}");
    }
}

#[wasm_bindgen_test]
fn keeps_the_order_of_the_keys() {
    let cipher = js("{ key: '12345678' }");
    let encrypt = |param| encrypt_param(&js(param), &cipher).unwrap();
    assert_eq!(encrypt("{ b: 1, a: '豪😀' }"), encrypt(r#"'{"b":1,"a":"豪😀"}'"#));
    assert_ne!(encrypt("{ b: 1, a: 2 }"), encrypt("{ a: 2, b: 1 }"));
}

#[wasm_bindgen_test]
fn refuses_what_has_no_json_form() {
    let cipher = js("{ key: '12345678' }");
    for (param, expected) in [
        ("undefined", "input: param: expected an object, a JSON string or a Uint8Array, found none"),
        ("null", "input: param: expected an object, a JSON string or a Uint8Array, found none"),
        ("1", "input: param: expected an object, a JSON string or a Uint8Array, found a number"),
        ("1n", "input: param: expected an object, a JSON string or a Uint8Array, found a bigint"),
        ("Symbol()", "input: param: expected an object, a JSON string or a Uint8Array, found a symbol"),
        ("() => 0", "input: param: expected an object, a JSON string or a Uint8Array, found a function"),
        ("[]", "input: param: expected an object, a JSON string or a Uint8Array, found an array"),
        ("{ n: 1n }", "input: param: it has no JSON form"),
        ("{ toJSON() {} }", "input: param: it has no JSON form"),
        ("{ toJSON() { throw 0 } }", "input: param: it has no JSON form"),
        ("(() => { const a = {}; a.a = a; return a })()", "input: param: it has no JSON form"),
        (
            "(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()",
            "input: param: it has no JSON form",
        ),
        ("'\\ud800'", "input: param: expected well-formed Unicode, found a lone surrogate"),
        (
            "'a'.repeat((64 << 20) + 1)",
            "input: param: expected at most 64 Mi characters or bytes, found more",
        ),
    ] {
        assert_eq!(message(encrypt_param(&js(param), &cipher)), expected, "{param}");
    }
}

#[wasm_bindgen_test]
fn takes_a_replacement_character_that_was_meant() {
    assert_eq!(encrypt_param(&js("'\\ufffd'"), &js("{ key: '12345678' }")).unwrap().len(), 16);
}

#[wasm_bindgen_test]
fn an_envelope_is_three_strings() {
    let envelope = build_envelope(&js("{ memberId: 'K1H93QDKI00B7' }"), &config("undefined")).unwrap();
    assert_eq!(text(&envelope, "param"), FIXED_POINT);
    assert_eq!(text(&envelope, "channel"), "hkl-test");
    assert_eq!(text(&envelope, "timestamp"), "1581406120924");
    assert_eq!(js_sys::Object::keys(&envelope.into()).length(), 3);
}

#[wasm_bindgen_test]
fn a_client_encrypts_as_the_function_does() {
    let client = Client::new(&config("undefined")).unwrap();
    for _ in 0..2 {
        assert_eq!(client.encrypt_param(&js("{ memberId: 'K1H93QDKI00B7' }")).unwrap(), FIXED_POINT);
    }
}
