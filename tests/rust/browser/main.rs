//! Tests of the WebAssembly crate in a real browser, in a page and in a dedicated worker: its results, and that it wipes keys
//! from its memory.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![cfg(target_arch = "wasm32")]

#[path = "../native/rows.rs"]
mod rows;
mod settings;
mod vectors;
mod wiped;
