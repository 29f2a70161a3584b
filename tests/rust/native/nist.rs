//! Compares the cipher with NIST's CAVP tables, in both directions.

use crate::rows::{hex_bytes, lines};
use houcaller_coupons::cipher::{Algorithm, Chaining, Cipher, Encoding, Iv, Padding, Scheme};
use serde_json::Value;
use std::collections::BTreeMap;

const CAVP: &str = include_str!("../../support/vectors/cavp.jsonl");

/// Zero padding adds nothing to whole blocks, so it gives the ciphertexts of the tables, which have no padding.
fn scheme(row: &Value) -> (String, Scheme) {
    let keys: Vec<&str> = row["keys"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    let algorithm = if keys.len() == 1 { Algorithm::Des } else { Algorithm::TripleDes };
    let chaining = match row["mode"].as_str() {
        Some("ECB") => Chaining::Ecb,
        _ => Chaining::Cbc(Iv::Fixed(hex_bytes(&row["iv"]).try_into().unwrap())),
    };
    (
        keys.concat(),
        Scheme { encoding: Encoding::Hex, algorithm, chaining, padding: Padding::Zero, ..Scheme::default() },
    )
}

#[test]
fn every_vector_encrypts_and_decrypts() {
    let mut counts = BTreeMap::new();
    for row in lines(CAVP) {
        let (key, scheme) = scheme(&row);
        let cipher = Cipher::new(&key, &scheme).unwrap();
        let (plaintext, ciphertext) =
            (hex_bytes(&row["plaintext"]), hex::encode_upper(hex_bytes(&row["ciphertext"])));
        assert_eq!(cipher.encrypt(plaintext.clone()), ciphertext, "{row}");
        // Zero padding also removes zeros at the end of the plaintext.
        let trimmed = plaintext.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        assert_eq!(cipher.decrypt(ciphertext.as_bytes()).unwrap(), plaintext[..trimmed], "{row}");
        let algorithm = format!("{:?} {}", scheme.algorithm, row["mode"].as_str().unwrap());
        *counts.entry(algorithm).or_insert(0) += 1;
    }
    let expected = [("Des CBC", 490), ("Des ECB", 490), ("TripleDes CBC", 40), ("TripleDes ECB", 40)];
    assert_eq!(counts, expected.map(|(name, count)| (name.to_owned(), count)).into());
}
