//! Decodes the bytes of an answer as UTF-8.

use crate::error::{Error, Kind};
use core::cell::RefCell;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::TextDecoderOptions;

#[wasm_bindgen]
extern "C" {
    // Not web-sys' binding, which copies the text into the module.
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &TextDecoderOptions) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &JsValue) -> Result<Option<JsValue>, JsValue>;
}

thread_local! {
    /// The host's decoder, created for the first answer.
    static DECODER: RefCell<Option<TextDecoder>> = const { RefCell::new(None) };
}

/// The text of an answer. Not `Response.text()`, which replaces invalid UTF-8 by U+FFFD, so that a coupon's name would be
/// silently wrong.
///
/// # Errors
/// `decode` for bytes that are not UTF-8; `config` if the host has no decoder with the `fatal` option.
pub fn decode(bytes: &JsValue) -> Result<JsValue, Error> {
    let decoder = DECODER.take().map_or_else(new_decoder, Ok)?;
    let text = decoder.decode(bytes).map_err(|thrown| {
        Error::new(Kind::Decode, &["the answer is not valid UTF-8"]).with_cause(Some(thrown))
    })?;
    // A decoder that failed is not reused, because old engines keep an incomplete character for the next text.
    DECODER.set(Some(decoder));
    Ok(text.unwrap_or_default())
}

fn new_decoder() -> Result<TextDecoder, Error> {
    const EXPECTED: &str = "one with the option 'fatal'";
    let unexpected = |found| Error::unexpected(Kind::Config, &["TextDecoder"], EXPECTED, found);
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let make = || {
        TextDecoder::new("utf-8", &options)
            .map_err(|thrown| unexpected("none that works").with_cause(Some(thrown)))
    };
    // Some polyfills ignore `fatal`.
    if make()?.decode(&Uint8Array::new(&Array::of1(&0xFF.into()))).is_ok() {
        return Err(unexpected("one that ignores it"));
    }
    make()
}
