//! What only JavaScript's `typeof` can ask: see js/host.js.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// The page's own address, or a worker's.
    #[wasm_bindgen(js_name = pageLocation)]
    pub fn page_location() -> JsValue;
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

    /// Whether a field of an object holds a string.
    #[wasm_bindgen(js_name = isText)]
    pub fn is_text(object: &JsValue, field: &JsValue) -> bool;
    /// Whether a field of an object holds a number.
    #[wasm_bindgen(js_name = isNumber)]
    pub fn is_number(object: &JsValue, field: &JsValue) -> bool;

    /// An `AbortController`.
    pub type Controller;
    /// What the request is given.
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &Controller) -> web_sys::AbortSignal;
    /// Ends the request.
    #[wasm_bindgen(method, catch)]
    pub fn abort(this: &Controller) -> Result<(), JsValue>;
}
