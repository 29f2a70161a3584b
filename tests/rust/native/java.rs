//! Compares the cipher with every row that `javax.crypto` computed.

use crate::ciphers::cipher;
use crate::rows::{base64, lines, plaintext};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::Command;

const ENCRYPT: &str = include_str!("../../support/vectors/java.jsonl");
const DECRYPT: &str = include_str!("../../support/vectors/java-decrypt.jsonl");

/// Compares every row and returns their number.
fn encrypts(text: &str) -> usize {
    lines(text).map(|row| encrypts_row(&row)).count()
}

fn encrypts_row(row: &Value) {
    if row.get("error").is_some() {
        assert!(cipher(row).is_err(), "Java throws: {row}");
        return;
    }
    let cipher = cipher(row).unwrap_or_else(|error| panic!("{}: {row}", error.message));
    let plaintext = plaintext(row);
    let encrypted = cipher.encrypt(plaintext.clone());
    match row["expect"].as_str() {
        Some(expected) => assert_eq!(encrypted, expected, "{row}"),
        None => assert_eq!(
            digest(row, &encrypted),
            [row["sha256"].as_str().unwrap(), row["tail"].as_str().unwrap()],
            "{row}"
        ),
    }
    // Zero padding also removes zeros at the end of the plaintext.
    let zeros = plaintext.iter().rev().take_while(|byte| **byte == 0).count();
    let cut = if row["cipher"]["padding"] == "zero" { zeros } else { 0 };
    let decrypted = cipher.decrypt(encrypted.as_bytes()).unwrap();
    assert_eq!(decrypted, plaintext[..plaintext.len() - cut], "{row}");
}

/// The SHA-256 and the last 16 bytes of a ciphertext that is too long for a row.
fn digest(row: &Value, encrypted: &str) -> [String; 2] {
    let bytes = match row["cipher"]["output"].as_str() {
        Some("base64") => base64(encrypted),
        _ => hex::decode(encrypted).unwrap(),
    };
    [hex::encode(Sha256::digest(&bytes)), hex::encode(&bytes[bytes.len() - 16..])]
}

fn decrypts(text: &str) -> usize {
    lines(text)
        .map(|row| {
            let decrypted = cipher(&row).unwrap().decrypt(row["param"].as_str().unwrap().as_bytes());
            match row.get("error") {
                None => assert_eq!(decrypted.unwrap(), plaintext(&row), "{row}"),
                Some(_) => assert!(decrypted.is_err(), "Java throws: {row}"),
            }
        })
        .count()
}

#[test]
fn every_row_encrypts_as_in_java_and_decrypts_back() {
    assert!(encrypts(ENCRYPT) >= 2_000);
}

#[test]
fn every_row_decrypts_as_in_java() {
    assert!(decrypts(DECRYPT) >= 300);
}

#[test]
fn new_random_keys_give_the_results_of_java() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/vectors/JavaVectors.java");
    let run = |arguments: &[&str]| Command::new("java").arg(&program).args(arguments).output();
    if Command::new("java").arg("-version").output().is_err() {
        println!("skipped: Java is not installed");
        return;
    }
    let printed = |arguments: &[&str]| String::from_utf8(run(arguments).unwrap().stdout).unwrap();
    assert!(encrypts(&printed(&["encrypt", "--random"])) >= 2_000);
    assert!(decrypts(&printed(&["decrypt", "--random"])) >= 300);
}
