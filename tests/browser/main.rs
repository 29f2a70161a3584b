//! The crate inside a real browser, in a page and in a dedicated worker: what needs JavaScript to be tested at all.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![cfg(target_arch = "wasm32")]

mod answer;
mod configuration;
mod encryption;
mod given;
mod request;
mod retry;
mod vectors;
mod wiped;
