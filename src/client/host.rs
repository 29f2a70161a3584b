//! What only JavaScript's `typeof` can ask: see js/host.js.

use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// What an address is relative to, where there is something.
    #[wasm_bindgen(js_name = baseAddress)]
    pub fn base_address() -> JsValue;
    /// The origin of the page or worker, where this is one, or its scheme alone.
    #[wasm_bindgen(js_name = ownOrigin)]
    pub fn own_origin() -> Option<String>;
    /// Whether this is a page.
    #[wasm_bindgen(js_name = isPage)]
    pub fn is_page() -> bool;
    /// Whether the host can read addresses.
    #[wasm_bindgen(js_name = hasUrl)]
    pub fn has_url() -> bool;
    /// Something to abort a request with.
    #[wasm_bindgen(js_name = abortController)]
    pub fn abort_controller() -> Option<Controller>;
    /// Milliseconds on a clock that nobody sets.
    #[wasm_bindgen(js_name = monotonicMs)]
    pub fn monotonic_ms() -> f64;

    /// The place of the first object, from one on, that lacks a string in one of these fields, or a number in that one.
    #[wasm_bindgen(js_name = firstIncomplete)]
    pub fn first_incomplete(list: &Array, from: u32, texts: &Array, number: &JsValue) -> u32;

    /// An `AbortController`.
    pub type Controller;
    /// What the request is given.
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &Controller) -> web_sys::AbortSignal;
    /// Ends the request.
    #[wasm_bindgen(method, catch)]
    pub fn abort(this: &Controller) -> Result<(), JsValue>;
}
