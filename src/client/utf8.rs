//! Decodes the bytes of an answer.

use crate::error::{Error, Kind};
use core::cell::RefCell;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::TextDecoderOptions;

#[wasm_bindgen]
extern "C" {
    // web-sys binds it too, but copies the text into the module.
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &TextDecoderOptions) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &JsValue) -> Result<Option<JsValue>, JsValue>;
}

thread_local! {
    /// The host's decoder, made for the first answer.
    static DECODER: RefCell<Option<TextDecoder>> = const { RefCell::new(None) };
}

/// The text of an answer. `Response.text()` would put U+FFFD in place of what is not UTF-8, and a coupon's name would be silently wrong.
///
/// # Errors
/// `decode`, for bytes that are no text; `config`, where the host has no decoder that tells.
pub fn decode(bytes: &JsValue) -> Result<JsValue, Error> {
    let decoder = DECODER.take().map_or_else(new_decoder, Ok)?;
    let text = decoder.decode(bytes).map_err(|thrown| {
        Error::new(Kind::Decode, &["the answer is not valid UTF-8"]).with_cause(Some(thrown))
    })?;
    // Old engines begin the next text with what was left of one that ends within a character: a decoder that failed is not used again.
    DECODER.set(Some(decoder));
    Ok(text.unwrap_or_default())
}

fn new_decoder() -> Result<TextDecoder, Error> {
    const EXPECTED: &str = "one that refuses what is not UTF-8 (fatal)";
    let unexpected = |found| Error::unexpected(Kind::Config, &["TextDecoder"], EXPECTED, found);
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let make = || {
        TextDecoder::new("utf-8", &options)
            .map_err(|thrown| unexpected("none that works").with_cause(Some(thrown)))
    };
    // Some that are made for other hosts overlook what they were asked for.
    if make()?.decode(&Uint8Array::new(&Array::of1(&0xFF.into()))).is_ok() {
        return Err(unexpected("one that does not"));
    }
    make()
}
