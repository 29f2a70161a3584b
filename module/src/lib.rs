//! The WebAssembly module that ships: what the crate exports, with an allocator that is a fraction of the standard library's.

extern crate houcaller_coupons_core as _;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
