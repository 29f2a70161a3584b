//! The core of the npm package `houcaller-coupons`, which asks the HouCaller (豪客来) membership CRM which coupons a member owns.
//!
//! Here is what is computed: the cipher behind `param`, which of its schemes a server uses, whether a coupon can be used now, and whether its code
//! is one. What reads the values of JavaScript and speaks to the network is JavaScript, in `js/`: it calls what this file exports, with plain
//! strings and numbers only.
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

    /// Encrypts a text.
    pub fn encrypt(&self, text: &str) -> String {
        self.0.encrypt(text.as_bytes())
    }

    /// Encrypts bytes.
    #[wasm_bindgen(js_name = encryptBytes)]
    pub fn encrypt_bytes(&self, bytes: &[u8]) -> String {
        self.0.encrypt(bytes)
    }

    /// Decrypts a `param`.
    ///
    /// # Errors
    /// For a param that is malformed, or does not decrypt to text.
    pub fn decrypt(&self, param: &str) -> Result<String, JsValue> {
        Ok(self.0.decrypt(param)?)
    }
}

/// Examples of what a server makes of texts.
#[wasm_bindgen]
#[derive(Default)]
pub struct Examples(Vec<(String, String)>);

#[wasm_bindgen]
impl Examples {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn add(&mut self, plaintext: String, param: String) {
        self.0.push((plaintext, param));
    }
}

/// The schemes under which the key reproduces every example, most likely first; the published examples where none are given.
/// Each is written as its [`Scheme::code`] and, after a colon, its IV in hex; a space is between them.
///
/// # Errors
/// For examples that leave nothing to compare.
#[wasm_bindgen(js_name = identifyScheme)]
pub fn identify_scheme(key: String, examples: Option<Examples>) -> Result<String, JsValue> {
    let key = Zeroizing::new(key);
    let schemes = match &examples {
        None => cipher::identify(&key, &PUBLISHED),
        Some(Examples(pairs)) => {
            let examples: Vec<_> =
                pairs.iter().map(|(plaintext, param)| Example { plaintext, param }).collect();
            cipher::identify(&key, &examples)
        }
    }?;
    Ok(cipher::scheme::codes(&schemes))
}

/// Judges a coupon at a moment, in milliseconds since the epoch: see [`usability::judge_texts`].
/// `sunday_is_first` says which weekday the coupon's `weekLimit` calls 1.
#[wasm_bindgen]
pub fn judge(
    status: f64,
    first_day: &str,
    last_day: &str,
    hours: Option<String>,
    weekdays: Option<String>,
    now_ms: f64,
    sunday_is_first: bool,
) -> Vec<f64> {
    usability::judge_texts(status, [first_day, last_day], [hours, weekdays], now_ms, sunday_is_first)
}

/// Whether a text is a coupon code: an EAN-13.
#[wasm_bindgen(js_name = isCouponCode)]
pub fn is_coupon_code(code: &str) -> bool {
    coupon_code::is_valid(code)
}
