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

#[cfg(feature = "cipher")]
pub mod cipher;
pub mod coupon_code;
#[cfg(feature = "cipher")]
pub mod error;
#[cfg(feature = "cipher")]
mod exported_cipher;
pub mod usability;

use alloc::vec::Vec;
#[cfg(feature = "cipher")]
pub use exported_cipher::{Cipher, identify_scheme};
use wasm_bindgen::prelude::*;

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
