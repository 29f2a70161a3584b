//! Features of the host that only JavaScript's `typeof` can detect: see js/host.js.

use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// The base of relative addresses, or `undefined` if the host has none.
    #[wasm_bindgen(js_name = baseAddress)]
    pub fn base_address() -> JsValue;
    /// The origin of the page or worker, or only its scheme; `None` elsewhere.
    #[wasm_bindgen(js_name = ownOrigin)]
    pub fn own_origin() -> Option<String>;
    /// Whether the code runs in a page.
    #[wasm_bindgen(js_name = isPage)]
    pub fn is_page() -> bool;
    /// Whether the host has `fetch`.
    #[wasm_bindgen(js_name = hasFetch)]
    pub fn has_fetch() -> bool;
    /// Whether the host has `URL`.
    #[wasm_bindgen(js_name = hasUrl)]
    pub fn has_url() -> bool;
    /// A new `AbortController`, if the host has them.
    #[wasm_bindgen(js_name = abortController)]
    pub fn abort_controller() -> Option<Controller>;
    /// Milliseconds on a monotonic clock.
    #[wasm_bindgen(js_name = monotonicMs)]
    pub fn monotonic_ms() -> f64;

    /// The index of the first coupon, from `from` on, that lacks a string in one of its text fields or a finite number as its
    /// status.
    #[wasm_bindgen(js_name = firstIncomplete)]
    pub fn first_incomplete(list: &Array, from: u32) -> u32;

    /// An `AbortController`.
    pub type Controller;
    /// The signal for the request.
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &Controller) -> web_sys::AbortSignal;
    /// Aborts the request.
    #[wasm_bindgen(method, catch)]
    pub fn abort(this: &Controller) -> Result<(), JsValue>;
}
