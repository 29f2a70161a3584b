//! Tests that a key which does not fit its scheme gives an error that names the field and does not contain the key.

use crate::ciphers::open;
use houcaller_coupons::error::Kind;
use serde_json::json;

const KEY: &str = "s3cretK3y-s3cretK3y-s3cr";

fn refusal(fields: serde_json::Value) -> String {
    let error = open(&fields).err().unwrap_or_else(|| panic!("accepted: {fields}"));
    assert!(!error.message.contains("s3cr"), "{}", error.message);
    assert_eq!(error.kind, Kind::Config);
    error.message.clone()
}

#[test]
fn every_wrong_key_is_refused() {
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
            json!({ "key": "s3cretK3y", "algorithm": "3DES" }),
            "cipher.key: expected at least 24 bytes, or 16, with cipher.algorithm '3DES', found 9 bytes",
        ),
        (
            json!({ "key": "s3cretK3y-s3cretK3", "algorithm": "3DES" }),
            "cipher.key: expected at least 24 bytes, or 16, with cipher.algorithm '3DES', found 18 bytes",
        ),
        (
            json!({ "key": "s3cretK3y-s3cretK3y-s3c", "algorithm": "3DES" }),
            "cipher.key: expected at least 24 bytes, or 16, with cipher.algorithm '3DES', found 23 bytes",
        ),
        (
            json!({ "key": KEY, "keyDerivation": "md5Lower16" }),
            "cipher.algorithm: expected '3DES' with cipher.keyDerivation 'md5Lower16', found 'DES'",
        ),
    ] {
        assert_eq!(refusal(fields.clone()), expected, "{fields}");
    }
}

#[test]
fn a_malformed_param_and_a_wrong_key_have_different_errors() {
    let decrypt = |fields: serde_json::Value, param: &str| {
        let error = open(&fields).unwrap().decrypt(param.as_bytes()).unwrap_err();
        assert_eq!(error.kind, Kind::Input);
        error.message.clone()
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
    // An invalid padding, and an empty param without a padding.
    for param in ["0011223344556677", ""] {
        assert_eq!(decrypt(json!({ "key": KEY }), param), wrong);
    }
}
