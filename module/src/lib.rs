//! The WebAssembly module that ships: the crate's exports, with an allocator much smaller than the standard library's.

extern crate houcaller_coupons_core as _;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
