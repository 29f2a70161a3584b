//! Measures how long native code takes to encrypt a param. It prints the version of OpenSSL first. Then it reads lines of JSON,
//! `{ contender, way, key, text, expected }`, and answers each with a line, `{ nanoseconds }` or `{ error }`.

use base16ct::upper;
use des::Des;
use ecb::cipher::block_padding::Pkcs7;
use ecb::cipher::common::InnerInit;
use ecb::cipher::{BlockModeEncrypt, KeyInit};
use openssl::cipher::Cipher;
use openssl::cipher_ctx::CipherCtx;
use openssl::provider::Provider;
use serde_json::{Value, json};
use std::error::Error;
use std::hint::black_box;
use std::io::{Write, stdin, stdout};
use std::time::{Duration, Instant};

type Encrypt = Box<dyn FnMut(&str) -> String>;

const ENOUGH: Duration = Duration::from_millis(150);
/// The number of calls between two readings of the clock, because reading it takes as long as encrypting a block.
const BATCH: u32 = 256;
const LONG_TEXT: usize = 65_536;

fn main() -> Result<(), Box<dyn Error>> {
    let _legacy = Provider::load(None, "legacy")?;
    let _default = Provider::load(None, "default")?;
    println!("{}", openssl::version::version());
    stdout().flush()?;
    for line in stdin().lines() {
        let answer = match answer(&line?) {
            Ok(nanoseconds) => json!({ "nanoseconds": nanoseconds }),
            Err(error) => json!({ "error": error.to_string() }),
        };
        println!("{answer}");
        stdout().flush()?;
    }
    Ok(())
}

fn answer(line: &str) -> Result<f64, Box<dyn Error>> {
    let task: Value = serde_json::from_str(line)?;
    let field = |name: &str| task[name].as_str().ok_or_else(|| format!("{name}: expected a string"));
    let mut encrypt = encryption(field("contender")?, field("way")?, field("key")?)?;
    let text = field("text")?;
    for _again in 0..2 {
        if encrypt(text) != field("expected")? {
            return Err("not the expected param".into());
        }
    }
    Ok(time(|| encrypt(black_box(text)), if text.len() < LONG_TEXT { BATCH } else { 1 }))
}

fn encryption(contender: &str, way: &str, key: &str) -> Result<Encrypt, Box<dyn Error>> {
    let key: [u8; 8] = key.as_bytes().try_into()?;
    Ok(match (contender, way) {
        ("the des crate", "keyPerCall") => Box::new(move |text| des(&Des::new(&key.into()), text)),
        ("the des crate", "cachedSchedule") => {
            let schedule = Des::new(&key.into());
            Box::new(move |text| des(&schedule, text))
        }
        ("OpenSSL", "keyPerCall") => {
            let cipher = Cipher::fetch(None, "DES-ECB", None)?;
            Box::new(move |text| {
                let begun = CipherCtx::new().and_then(|mut context| {
                    context.encrypt_init(Some(&cipher), Some(&key), None)?;
                    Ok(context)
                });
                begun.and_then(|mut context| openssl(&mut context, text)).expect("OpenSSL encrypts")
            })
        }
        ("OpenSSL", "cachedSchedule") => {
            let mut context = CipherCtx::new()?;
            context.encrypt_init(Some(&*Cipher::fetch(None, "DES-ECB", None)?), Some(&key), None)?;
            Box::new(move |text| {
                let begun = context.encrypt_init(None, None, None);
                begun.and_then(|()| openssl(&mut context, text)).expect("OpenSSL encrypts")
            })
        }
        _ => return Err(format!("{contender}, {way}: no such contender").into()),
    })
}

fn des(schedule: &Des, text: &str) -> String {
    upper::encode_string(&ecb::Encryptor::inner_init(schedule).encrypt_padded_vec::<Pkcs7>(text.as_bytes()))
}

fn openssl(context: &mut CipherCtx, text: &str) -> Result<String, openssl::error::ErrorStack> {
    let mut bytes = Vec::new();
    context.cipher_update_vec(text.as_bytes(), &mut bytes)?;
    context.cipher_final_vec(&mut bytes)?;
    Ok(upper::encode_string(&bytes))
}

/// The mean time of one call, in nanoseconds.
fn time<T>(mut work: impl FnMut() -> T, batch: u32) -> f64 {
    let began = Instant::now();
    let mut calls = 0;
    while calls < 2 * batch || began.elapsed() < ENOUGH {
        for _ in 0..batch {
            black_box(work());
        }
        calls += batch;
    }
    began.elapsed().as_nanos() as f64 / f64::from(calls)
}
