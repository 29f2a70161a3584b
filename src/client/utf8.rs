//! Decodes the bytes of an answer.

use crate::error::{Error, Kind};
use core::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::TextDecoderOptions;

#[wasm_bindgen]
extern "C" {
    // web-sys binds it too, but copies the text into the module.
    #[derive(Clone)]
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &TextDecoderOptions) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &JsValue) -> Result<Option<JsValue>, JsValue>;
}

/// The host's decoder, made for the first answer.
#[derive(Default)]
pub struct Utf8(RefCell<Option<TextDecoder>>);

impl Utf8 {
    /// The text of an answer. `Response.text()` would put U+FFFD in place of what is not UTF-8, and a coupon's name would be silently wrong.
    ///
    /// # Errors
    /// `decode`, for bytes that are no text.
    pub fn decode(&self, bytes: &JsValue) -> Result<JsValue, Error> {
        let known = self.0.take();
        let decoder = known.map_or_else(new_decoder, Ok);
        let decoded = decoder.and_then(|decoder| {
            let text = decoder.decode(bytes)?;
            // Old engines begin the next text with what was left of one that ends within a character: one that failed is not used again.
            self.0.replace(Some(decoder));
            Ok(text)
        });
        decoded.map(Option::unwrap_or_default).map_err(|thrown| {
            Error::new(Kind::Decode, &["the answer is not valid UTF-8"]).with_cause(Some(thrown))
        })
    }
}

fn new_decoder() -> Result<TextDecoder, JsValue> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    TextDecoder::new("utf-8", &options)
}
