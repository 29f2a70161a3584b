//! The crate inside a real browser, in a page and in a dedicated worker: as it is compiled there, and what it leaves in its memory.
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
