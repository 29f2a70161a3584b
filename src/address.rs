//! An address that the host's `fetch` would throw on: that would look like a failure of the network, and be tried again.

use crate::error::{Error, Kind};
use js_sys::{Reflect, global};
use wasm_bindgen::prelude::*;

const EXPECTED: &str =
    "an http: or https: address without user and password, or a path where there is a page to be relative to";

#[wasm_bindgen]
extern "C" {
    // `Option`: for a value that must be there, wasm-bindgen takes a slot even when the call throws, and never gives it back.
    #[wasm_bindgen(catch, js_namespace = Reflect)]
    fn construct(class: &JsValue, arguments: &js_sys::Array) -> Result<Option<Url>, JsValue>;

    type Url;
    #[wasm_bindgen(method, getter)]
    fn protocol(this: &Url) -> String;
    #[wasm_bindgen(method, getter)]
    fn username(this: &Url) -> String;
    #[wasm_bindgen(method, getter)]
    fn password(this: &Url) -> String;
}

/// Looks at a base URL as `fetch` will.
///
/// # Errors
/// `config`, for one that cannot be fetched from.
pub fn check(base_url: &str) -> Result<(), Error> {
    let scope = global();
    // Not every host has it, and what such a host makes of an address is its own.
    if !field(&scope, "URL").is_function() {
        return Ok(());
    }
    let unexpected = |found| Error::unexpected(Kind::Config, "baseUrl", EXPECTED, found);
    let arguments =
        js_sys::Array::of2(&JsValue::from_str(base_url), &field(&field(&scope, "location"), "href"));
    let url =
        construct(&field(&scope, "URL"), &arguments).ok().flatten().ok_or_else(|| unexpected("none"))?;
    if !matches!(url.protocol().as_str(), "http:" | "https:") {
        return Err(unexpected("another scheme"));
    }
    if !url.username().is_empty() || !url.password().is_empty() {
        return Err(unexpected("one with them"));
    }
    Ok(())
}

/// A field of a global object, `undefined` where there is none.
pub fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}
