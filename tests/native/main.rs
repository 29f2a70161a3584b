//! The pure core against implementations that nobody here wrote, and its properties. Where the rows come from: tests/vectors/README.md.
#![cfg(not(target_arch = "wasm32"))]

mod habits;
mod identification;
mod java;
mod nist;
mod properties;
mod rows;
mod settings;
