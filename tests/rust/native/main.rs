//! Tests the crate's native code against independent implementations, and its properties. tests/support/vectors/README.md says where the
//! rows come from.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![cfg(not(target_arch = "wasm32"))]

mod ciphers;
mod crates;
mod identification;
mod java;
mod keys;
mod nist;
mod properties;
mod rows;
mod snippets;
