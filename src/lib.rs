//! Asks the HouCaller (豪客来) membership CRM which coupons a member owns.
//!
//! The crate is compiled to WebAssembly and is the whole client: it encrypts, builds the envelope, sends it through the host's `fetch`, tries again,
//! checks the answer, and says whether a coupon can be used now. The npm package `houcaller-coupons` loads it and documents it.
//!
//! One call goes one way: [`exports`] → `client` → query → plaintext → [`cipher`] → envelope → transport → decode → coupons → [`coupon`].
//!
//! # What it is not
//!
//! DES is the vendor's encoding, not protection: whoever holds the key reads every member's coupons. The key belongs on a server.

#[cfg(feature = "cipher")]
pub mod cipher;
mod client;
pub mod coupon;
mod decimal;
pub mod error;
pub mod exports;
mod js_value;
mod outgoing;
