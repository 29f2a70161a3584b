//! The core of the npm package `houcaller-coupons`, which asks the HouCaller (豪客来) membership CRM which coupons a member owns.
//!
//! Here is what is computed: the cipher behind `param`, which of its schemes a server uses, whether a coupon can be used now, and whether its code
//! is one. What reads the values of JavaScript and speaks to the network is JavaScript, in `js/`: it calls what this file exports, with plain
//! strings, numbers and bytes only.
//!
//! # What it is not
//!
//! DES is the vendor's encoding, not protection: whoever holds the key reads every member's coupons. The key belongs on a server.

#![cfg_attr(not(test), no_std)]

extern crate alloc;

pub mod cipher;
pub mod coupon_code;
pub mod error;
pub mod usability;

use alloc::string::String;
use alloc::vec::Vec;
use cipher::{Example, PUBLISHED, Scheme};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// A cipher with its key schedule computed.
#[wasm_bindgen]
pub struct Cipher(cipher::Cipher);

#[wasm_bindgen]
impl Cipher {
    /// Derives the key and computes its schedule. The scheme is given as [`Scheme::code`] has it, the IV in hex, empty where there is none.
    ///
    /// # Errors
    /// For a key that the scheme has no use for.
    #[wasm_bindgen(constructor)]
    pub fn new(key: String, scheme: u32, iv: &str) -> Result<Cipher, JsValue> {
        let key = Zeroizing::new(key);
        Ok(Self(cipher::Cipher::new(&key, &Scheme::of_code(scheme, iv)?)?))
    }

    /// Encrypts a text, and writes the outcome in ASCII.
    pub fn encrypt(&self, text: &str) -> Vec<u8> {
        self.0.encrypt(text.as_bytes())
    }

    /// Encrypts bytes, and writes the outcome in ASCII.
    #[wasm_bindgen(js_name = encryptBytes)]
    pub fn encrypt_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.encrypt(bytes)
    }

    /// Decrypts a `param`.
    ///
    /// # Errors
    /// For a param that is malformed, or whose padding does not hold.
    pub fn decrypt(&self, param: &str) -> Result<Vec<u8>, JsValue> {
        Ok(self.0.decrypt(param.as_bytes())?)
    }
}

/// The schemes under which the key reproduces every example, most likely first, as [`cipher::scheme::codes`] writes them.
/// An example is a plaintext and what the server makes of it, each ended by a byte of 255, which UTF-8 never has; where none are given,
/// the published ones count.
///
/// # Errors
/// For examples that leave nothing to compare.
#[wasm_bindgen(js_name = identifyScheme)]
pub fn identify_scheme(key: String, examples: Option<Vec<u8>>) -> Result<Vec<u8>, JsValue> {
    let key = Zeroizing::new(key);
    let schemes = match &examples {
        None => cipher::identify(&key, &PUBLISHED),
        Some(texts) => {
            let mut texts = texts.split(|byte| *byte == u8::MAX);
            let mut examples = Vec::new();
            while let (Some(plaintext), Some(param)) = (texts.next(), texts.next()) {
                examples.push(Example { plaintext, param });
            }
            cipher::identify(&key, &examples)
        }
    }?;
    Ok(cipher::scheme::codes(&schemes))
}

/// Judges a coupon at a moment, in milliseconds since the epoch: see [`usability::judge_texts`], whose numbers are handed on in bytes.
/// `sunday_is_first` says which weekday the coupon's `weekLimit` calls 1.
#[wasm_bindgen]
pub fn judge(
    status: f64,
    first_day: &str,
    last_day: &str,
    hours: &str,
    weekdays: &str,
    now_ms: f64,
    sunday_is_first: bool,
) -> Vec<u8> {
    let numbers =
        usability::judge_texts(status, [first_day, last_day], [hours, weekdays], now_ms, sunday_is_first);
    numbers.map(f64::to_le_bytes).as_flattened().to_vec()
}

/// Whether a text is a coupon code: an EAN-13.
#[wasm_bindgen(js_name = isCouponCode)]
pub fn is_coupon_code(code: &str) -> bool {
    coupon_code::is_valid(code)
}
