//! The scheme finder, over every scheme and a thousand random keys.

use houcaller_coupons::cipher::scheme::codes as codes_of;
use houcaller_coupons::cipher::{Chaining, Cipher, Encoding, Example, Iv, PUBLISHED, Scheme, identify};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

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
        let message = identify("12345678", examples).unwrap_err().message;
        assert_eq!(message, "examples: expected at least one that is not empty, found none");
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

#[test]
fn every_scheme_is_a_number_and_an_iv_of_its_own() {
    let mut codes = std::collections::HashSet::new();
    for scheme in every_scheme() {
        let written = String::from_utf8(codes_of(&[scheme])).unwrap();
        let (places, iv) = written.split_at(6);
        assert_eq!(u32::from_str_radix(places, 4), Ok(scheme.code()));
        assert_eq!(Scheme::of_code(scheme.code(), iv).unwrap(), scheme);
        assert!(codes.insert(scheme.code()));
    }
    for (code, iv) in [(2 << 4, ""), (2 << 4, "0011"), (3, ""), (u32::MAX, "0011223344556677")] {
        Scheme::of_code(code, iv).unwrap_err();
    }
}
