//! Queries the HouCaller (豪客来) membership CRM for the coupons that a member owns.
//!
//! The crate is compiled to WebAssembly and is the whole client: it encrypts, builds the envelope, sends it through the host's
//! `fetch`, retries, checks the answer, and determines whether a coupon can be used now. The npm package `houcaller-coupons`
//! loads and documents it.
//!
//! One call goes through these modules in order: [`exports`] → `client` → query → plaintext → [`cipher`] → envelope →
//! transport → decode → coupons → [`coupon`].
//!
//! # Not a protection
//!
//! The vendor uses DES as an encoding. Whoever holds the key can read every member's coupons, so the key belongs on a server.

#[cfg(feature = "cipher")]
pub mod cipher;
mod client;
pub mod coupon;
mod decimal;
pub mod error;
pub mod exports;
mod js_value;
#[cfg(feature = "cipher")]
mod outgoing;
