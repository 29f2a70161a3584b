//! Tests `identify` with every scheme and a thousand random keys.

use houcaller_coupons::cipher::scheme::Setting;
use houcaller_coupons::cipher::{
    Algorithm, Chaining, Cipher, Derivation, Encoding, Example, Iv, Output, PUBLISHED, Padding, Scheme,
    identify,
};
use houcaller_coupons::error::Kind;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fmt::Debug;

use crate::ciphers::scheme as read_scheme;
use crate::properties::{any_key_and_scheme, every_scheme};

fn examples(key: &str, scheme: &Scheme) -> Vec<[Vec<u8>; 2]> {
    let cipher = Cipher::new(key, scheme).unwrap();
    PUBLISHED
        .iter()
        .map(|it| [it.plaintext.to_owned(), cipher.encrypt(it.plaintext.to_owned()).into_bytes()])
        .collect()
}

fn found(key: &str, pairs: &[[Vec<u8>; 2]]) -> Vec<Scheme> {
    let examples: Vec<_> = pairs.iter().map(|[plaintext, param]| Example { plaintext, param }).collect();
    identify(key, &examples).unwrap()
}

#[test]
fn finds_every_scheme_and_nothing_for_a_wrong_key() {
    let runner = Config { cases: 1_000, failure_persistence: None, ..Config::default() };
    TestRunner::new(runner)
        .run(&any_key_and_scheme(), |(key, scheme)| {
            let pairs = examples(&key, &scheme);
            let schemes = found(&key, &pairs);
            // Another scheme may give the same results under this key; then both are found.
            prop_assert!(
                schemes.contains(&scheme)
                    || same_function(&key, &scheme, &schemes, &pairs)
                    || same_digits(&scheme, &schemes),
                "{:?}",
                schemes
            );
            prop_assert_eq!(found(&wrong(&key), &pairs), []);
            Ok(())
        })
        .unwrap();
}

/// A fixed IV that happens to be the key's first bytes is reported as `key`, and the other way round.
fn same_function(key: &str, scheme: &Scheme, schemes: &[Scheme], pairs: &[[Vec<u8>; 2]]) -> bool {
    let chained = matches!(scheme.chaining, Chaining::Cbc(Iv::Fixed(_)));
    chained && schemes.iter().any(|it| it.chaining == Chaining::Cbc(Iv::Key) && examples(key, it) == pairs)
}

/// If the first digits of an MD5 contain no letters, upper and lower case are the same key, which is found once.
fn same_digits(scheme: &Scheme, schemes: &[Scheme]) -> bool {
    let upper = Scheme { derivation: Derivation::Md5, ..*scheme };
    scheme.derivation == Derivation::Md5Lower && schemes.contains(&upper)
}

/// A well-formed key that differs in every byte, and not only in the parity bit, which DES ignores.
fn wrong(key: &str) -> String {
    key.chars().map(|it| if it == '4' { '7' } else { '4' }).collect()
}

#[test]
fn finds_each_scheme_at_least_once() {
    for scheme in every_scheme() {
        let digits = "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da5";
        let key = match scheme.encoding {
            Encoding::Utf8 | Encoding::Utf16Le => &digits[..24],
            Encoding::Hex => digits,
            Encoding::Base64 => &digits[..32],
        };
        assert!(found(key, &examples(key, &scheme)).contains(&scheme), "{scheme:?}");
    }
}

#[test]
fn the_most_likely_comes_first() {
    // Several schemes match, because 8 bytes are the same key whether they are truncated or padded with zeros, and triple DES with
    // three equal keys is DES.
    let schemes = found("12345678", &examples("12345678", &Scheme::default()));
    assert_eq!(schemes[0], Scheme::default());
    assert!(schemes.len() > 1);
}

#[test]
fn one_block_does_not_prove_a_fixed_iv() {
    let pairs = [[b"{}".to_vec(), b"0011223344556677".to_vec()]];
    assert_eq!(found("12345678", &pairs), []);
}

#[test]
fn an_empty_example_does_not_prove_a_fixed_iv() {
    for plaintext in ["", "{}\0"] {
        let param = if plaintext.is_empty() { "" } else { "0011223344556677" };
        let pairs = [["{}", "0011223344556677"], [plaintext, param]]
            .map(|pair| pair.map(|text| text.as_bytes().to_vec()));
        assert_eq!(found("12345678", &pairs), [], "{plaintext:?}");
    }
}

#[test]
fn copied_params_are_read_in_every_form() {
    let key = "hkl-demo-key";
    let text = br#"{"memberId":"K1H93QDKI00B7","platformId":"oX3a-Example_openid-0000001","n":58}"#;
    let scheme = |output| Scheme { output, ..Scheme::default() };
    let param = |output| Cipher::new(key, &scheme(output)).unwrap().encrypt(text.to_vec());
    let [upper, lower, base64] = [Output::UpperHex, Output::LowerHex, Output::Base64].map(param);
    assert!(base64.contains('+') && base64.contains('/') && base64.ends_with('='), "{base64}");
    let lines = |text: &str, end: &str| -> String {
        text.as_bytes().chunks(76).map(|line| [str::from_utf8(line).unwrap(), end].concat()).collect()
    };
    let url_safe = base64.replace('+', "-").replace('/', "_");
    for (copied, outputs) in [
        (lines(&upper, "\n"), &[Output::UpperHex][..]),
        (lines(&upper, " "), &[Output::UpperHex]),
        (lines(&lower, "\r\n"), &[Output::LowerHex]),
        (format!("0x{upper}"), &[Output::UpperHex]),
        (format!("0X{lower}"), &[Output::LowerHex]),
        (format!(" \t0x{lower}\u{a0}\u{3000}"), &[Output::LowerHex]),
        (upper.replace('A', "a"), &[Output::UpperHex, Output::LowerHex]),
        (lines(&base64, "\r\n"), &[Output::Base64]),
        (lines(&base64, "\n    "), &[Output::Base64]),
        (lines(&base64, " "), &[Output::Base64]),
        (url_safe.clone(), &[Output::Base64]),
        (url_safe.trim_end_matches('=').to_owned(), &[Output::Base64]),
        (base64.trim_end_matches('=').to_owned(), &[Output::Base64]),
        (base64.replace('+', " "), &[Output::Base64]),
        (lines(&base64.replace('+', " "), "\r\n"), &[Output::Base64]),
        (format!("\n{}\n", base64.replace('+', " ")), &[Output::Base64]),
    ] {
        let schemes = found(key, &[[text.to_vec(), copied.clone().into_bytes()]]);
        let expected: Vec<_> = outputs.iter().map(|output| scheme(*output)).collect();
        assert!(schemes.starts_with(&expected), "{copied:?}: {schemes:?}");
        assert!(schemes.iter().all(|it| outputs.contains(&it.output)), "{copied:?}");
        assert_eq!(found("hkl-dem0-key", &[[text.to_vec(), copied.into_bytes()]]), []);
    }
}

#[test]
fn the_error_names_the_example_with_an_invalid_param() {
    let read = Example { plaintext: b"{}", param: b"9A0C7B1B7F89A90C" };
    for param in [
        "9A0C7B1B7F89A90",
        "9A0C7B1B7F89A9",
        "zz",
        "0x",
        "====",
        "9A0C7B1B7F89A90C%",
        "\u{200b}9A0C7B1B7F89A90C",
    ] {
        let wrong = Example { plaintext: b"{}", param: param.as_bytes() };
        let error = identify("12345678", &[read.clone(), wrong]).unwrap_err();
        let expected =
            "examples[1].param: expected hex or base64 of whole 8-byte blocks, found another string";
        assert_eq!((error.kind, error.message.as_str()), (Kind::Input, expected), "{param:?}");
    }
}

#[test]
fn only_empty_examples_are_an_error() {
    for examples in [&[][..], &[Example { plaintext: b"", param: b"" }]] {
        let error = identify("12345678", examples).unwrap_err();
        assert_eq!(error.message, "examples: expected at least one that is not empty, found none");
    }
}

#[test]
fn more_than_16384_bytes_in_all_are_an_error() {
    let longest = vec![b'A'; 16_384 - 16 - 8];
    let examples = [Example { plaintext: &longest, param: b"9A0C7B1B7F89A90C" }];
    assert_eq!(identify("12345678", &examples).unwrap(), []);
    let error = identify("123456789", &examples).unwrap_err();
    assert_eq!(
        (error.kind, error.message.as_str()),
        (Kind::Input, "examples: expected at most 16384 bytes together with the key, found more")
    );
}

#[test]
fn an_arbitrary_key_does_not_reproduce_the_published_examples() {
    assert_eq!(identify("12345678", &PUBLISHED).unwrap(), []);
}

#[test]
fn the_published_examples_are_those_of_the_api() {
    let published: Value =
        serde_json::from_str(include_str!("../../support/vectors/published-examples.json")).unwrap();
    for pair in published["pairs"].as_array().unwrap() {
        let texts = ["plaintext", "param"].map(|field| pair[field].as_str().unwrap().as_bytes());
        assert!(PUBLISHED.iter().any(|it| [it.plaintext, it.param] == texts), "{pair}");
    }
}

/// Checks that every value has a unique name.
fn check_names<S: Setting + Debug>() {
    assert_eq!(S::VALUES.len(), S::NAMES.len());
    assert_eq!(S::VALUES.first(), Some(&S::default()));
    let mut names = HashSet::new();
    for value in S::VALUES {
        let place = S::NAMES.iter().position(|name| *name == value.name()).unwrap();
        assert_eq!(S::VALUES[place], *value);
        assert!(names.insert(value.name()), "{value:?}");
    }
}

#[test]
fn every_value_of_a_setting_has_a_unique_name() {
    check_names::<Encoding>();
    check_names::<Derivation>();
    check_names::<Algorithm>();
    check_names::<Padding>();
    check_names::<Output>();
}

#[test]
fn every_scheme_can_be_read_from_its_names() {
    let mut written = HashSet::new();
    for scheme in every_scheme() {
        let mut fields = json!({
            "keyEncoding": scheme.encoding.name(),
            "keyDerivation": scheme.derivation.name(),
            "algorithm": scheme.algorithm.name(),
            "padding": scheme.padding.name(),
            "output": scheme.output.name(),
        });
        match scheme.chaining {
            Chaining::Ecb => {}
            Chaining::Cbc(Iv::Key) => (fields["mode"], fields["iv"]) = ("CBC".into(), "key".into()),
            Chaining::Cbc(Iv::Fixed(iv)) => {
                (fields["mode"], fields["iv"]) = ("CBC".into(), hex::encode(iv).into());
            }
        }
        assert_eq!(read_scheme(&fields).unwrap(), scheme);
        assert!(written.insert(fields.to_string()));
    }
}
