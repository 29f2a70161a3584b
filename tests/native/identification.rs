//! The scheme finder, over every scheme and a thousand random keys.

use houcaller_coupons::cipher::scheme::Setting;
use houcaller_coupons::cipher::{
    Algorithm, Chaining, Cipher, Derivation, Encoding, Example, Iv, Output, PUBLISHED, Padding, Scheme,
    identify,
};
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
            // Another scheme may be the same function under this key; then both are told.
            prop_assert!(
                schemes.contains(&scheme) || same_function(&key, &scheme, &schemes, &pairs),
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

/// A key of the same form, and another in every byte, beyond the parity that DES ignores.
fn wrong(key: &str) -> String {
    key.chars().map(|it| if it == '4' { '7' } else { '4' }).collect()
}

#[test]
fn finds_each_scheme_at_least_once() {
    for scheme in every_scheme() {
        let digits = "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da5";
        let key = match scheme.encoding {
            Encoding::Utf8 => &digits[..24],
            Encoding::Hex => digits,
            Encoding::Base64 => &digits[..32],
        };
        assert!(found(key, &examples(key, &scheme)).contains(&scheme), "{scheme:?}");
    }
}

#[test]
fn the_most_likely_comes_first() {
    // Eight bytes are the same key whether cut or filled, and for DES three times the same is once.
    let schemes = found("12345678", &examples("12345678", &Scheme::default()));
    assert_eq!(schemes[0], Scheme::default());
    assert!(schemes.len() > 1);
}

#[test]
fn one_block_is_not_taken_for_a_fixed_iv() {
    let pairs = [[b"{}".to_vec(), b"0011223344556677".to_vec()]];
    assert_eq!(found("12345678", &pairs), []);
}

#[test]
fn nothing_to_compare_is_an_error() {
    for examples in [&[][..], &[Example { plaintext: b"", param: b"" }]] {
        let error = identify("12345678", examples).unwrap_err();
        assert_eq!(error.message, "examples: expected at least one that is not empty, found none");
    }
}

#[test]
fn a_published_example_is_not_reproduced_by_a_made_up_key() {
    assert_eq!(identify("12345678", &PUBLISHED).unwrap(), []);
}

#[test]
fn the_published_examples_are_those_of_the_api() {
    let published: Value = serde_json::from_str(include_str!("../vectors/published-examples.json")).unwrap();
    for pair in published["pairs"].as_array().unwrap() {
        let texts = ["plaintext", "param"].map(|field| pair[field].as_str().unwrap().as_bytes());
        assert!(PUBLISHED.iter().any(|it| [it.plaintext, it.param] == texts), "{pair}");
    }
}

/// Every value has a name of its own, which names it and no other.
fn named<S: Setting + Debug>() {
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
fn every_setting_has_a_name_of_its_own() {
    named::<Encoding>();
    named::<Derivation>();
    named::<Algorithm>();
    named::<Padding>();
    named::<Output>();
}

#[test]
fn every_scheme_comes_back_from_its_names() {
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
