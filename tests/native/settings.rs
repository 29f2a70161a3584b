//! Settings that mean nothing are errors that name their fields and never show the key.

use crate::rows::settings;
use houcaller_coupons::error::Kind;
use serde_json::json;

const KEY: &str = "s3cretK3y-s3cretK3y-s3cr";

fn refusal(fields: serde_json::Value) -> String {
    let error = settings(&fields).cipher().err().unwrap_or_else(|| panic!("accepted: {fields}"));
    assert_eq!(error.kind, Kind::Config);
    assert!(!error.message.contains("s3cr"), "{}", error.message);
    error.message
}

#[test]
fn every_wrong_setting_is_named() {
    for (fields, expected) in [
        (json!({ "key": "s3cret!" }), "cipher.key: expected at least 8 bytes, found 7 bytes"),
        (json!({ "key": "" }), "cipher.key: expected at least 8 bytes, found 0 bytes"),
        (json!({ "key": "s" }), "cipher.key: expected at least 8 bytes, found 1 byte"),
        (
            json!({ "key": "73336372657", "keyEncoding": "hex" }),
            "cipher.key: expected hex, two digits a byte, with cipher.keyEncoding 'hex', found another string",
        ),
        (
            json!({ "key": "s3cret!!", "keyEncoding": "hex" }),
            "cipher.key: expected hex, two digits a byte, with cipher.keyEncoding 'hex', found another string",
        ),
        (
            json!({ "key": "s3cret!!", "keyEncoding": "base64" }),
            "cipher.key: expected base64 with cipher.keyEncoding 'base64', found another string",
        ),
        (
            json!({ "key": KEY, "keyEncoding": "gbk" }),
            "cipher.keyEncoding: expected 'utf8', 'hex' or 'base64', found another string",
        ),
        (
            json!({ "key": KEY, "keyDerivation": "sha256" }),
            "cipher.keyDerivation: expected 'first8', 'zeroFill', 'sha1prng' or 'md5', found another string",
        ),
        (
            json!({ "key": KEY, "algorithm": "AES" }),
            "cipher.algorithm: expected 'DES' or '3DES', found another string",
        ),
        (json!({ "key": KEY, "mode": "ecb" }), "cipher.mode: expected 'ECB' or 'CBC', found another string"),
        (
            json!({ "key": KEY, "padding": "PKCS5Padding" }),
            "cipher.padding: expected 'pkcs5' or 'zero', found another string",
        ),
        (
            json!({ "key": KEY, "output": "Hex" }),
            "cipher.output: expected 'HEX', 'hex' or 'base64', found another string",
        ),
        (
            json!({ "key": KEY, "iv": "key" }),
            "cipher.iv: expected none with cipher.mode 'ECB', which has no use for one, found one",
        ),
        (
            json!({ "key": KEY, "mode": "CBC" }),
            "cipher.iv: expected 16 hex digits or 'key' with cipher.mode 'CBC', found none",
        ),
        (
            json!({ "key": KEY, "mode": "CBC", "iv": "0001020304050607" .repeat(2) }),
            "cipher.iv: expected 16 hex digits or 'key', found another string",
        ),
        (
            json!({ "key": KEY, "mode": "CBC", "iv": "000102030405060" }),
            "cipher.iv: expected 16 hex digits or 'key', found another string",
        ),
        (
            json!({ "key": "s3cretK3y", "algorithm": "3DES" }),
            "cipher.key: expected 24 bytes, or 16, with cipher.algorithm '3DES', found 9 bytes",
        ),
        (
            json!({ "key": "s3cretK3y-s3cretK3y-s3cre", "algorithm": "3DES" }),
            "cipher.key: expected 24 bytes, or 16, with cipher.algorithm '3DES', found 25 bytes",
        ),
    ] {
        assert_eq!(refusal(fields.clone()), expected, "{fields}");
    }
}

#[test]
fn a_param_that_cannot_be_is_one_error_and_a_wrong_key_another() {
    let decrypt = |fields: serde_json::Value, param: &str| {
        let error = settings(&fields).cipher().unwrap().decrypt(param).unwrap_err();
        assert_eq!(error.kind, Kind::Input);
        error.message
    };
    for param in ["0", "00", "zz", "00112233445566778", "0011223344556677 "] {
        assert_eq!(
            decrypt(json!({ "key": KEY }), param),
            "param: expected hex of whole 8-byte blocks, found another string"
        );
    }
    assert_eq!(
        decrypt(json!({ "key": KEY, "output": "base64" }), "AA=="),
        "param: expected base64 of whole 8-byte blocks, found another string"
    );
    let wrong = "param: it does not decrypt to text under this cipher";
    // Bad padding, no padding at all, and good padding around what is no UTF-8.
    let not_text = settings(&json!({ "key": KEY })).cipher().unwrap().encrypt(&[0xFF; 3]);
    for param in ["0011223344556677", "", &not_text] {
        assert_eq!(decrypt(json!({ "key": KEY }), param), wrong);
    }
}
