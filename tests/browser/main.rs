//! The crate inside a real browser, in a page and in a dedicated worker: what needs JavaScript to be tested at all.
#![cfg(target_arch = "wasm32")]

mod answer;
mod configuration;
mod encryption;
mod given;
mod request;
mod retry;
mod vectors;
mod wiped;
