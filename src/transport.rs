//! Sends one request through the host's `fetch` and hands back the answer's text.

use crate::error::{Error, Kind};
use crate::field::Got;
use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCredentials, RequestInit, TextDecoderOptions};

const CONTENT_TYPE: &str = "content-type";

#[wasm_bindgen]
extern "C" {
    // The host's own, looked up at each call: pages, workers and servers have it, and only pages have a `window`.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type Headers;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Headers, name: &str, value: &str);

    // Structural, because a replaced `fetch` may answer with a class of its own.
    type Answer;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &Answer) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = arrayBuffer)]
    fn array_buffer(this: &Answer) -> Result<JsValue, JsValue>;

    // web-sys binds it too, but returns a Rust string: megabytes copied into the module only to be parsed by the engine.
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &TextDecoderOptions) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &JsValue) -> Result<JsValue, JsValue>;
}

/// Why a request came to nothing.
pub enum Failure {
    /// The caller's own signal ended it, for this reason.
    Aborted(JsValue),
    /// Anything else.
    Failed(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Aborted(reason) => reason,
            Failure::Failed(error) => error.into(),
        }
    }
}

/// One POST of a JSON body.
pub struct Request<'a> {
    pub url: &'a str,
    pub body: &'a str,
    pub headers: &'a [(String, String)],
    pub credentials: Option<RequestCredentials>,
    pub fetch: Option<&'a Function>,
    pub signal: Option<&'a AbortSignal>,
}

impl Request<'_> {
    /// The text of a 2xx answer, as a string of JavaScript.
    pub async fn send(&self) -> Result<JsValue, Failure> {
        self.stop_if_aborted()?;
        let outcome = self.exchange().await;
        // `fetch` rejects with the signal's reason, but a replacement may reject with something of its own, or not at all.
        self.stop_if_aborted()?;
        outcome.map_err(|error| Error { attempts: 1, ..error }.into())
    }

    async fn exchange(&self) -> Result<JsValue, Error> {
        let answer = settle(self.start()).await?;
        if !answer.is_object() {
            return Err(Error::unexpected(
                Kind::Config,
                "fetch",
                "a promise of a Response",
                "one of something else",
            ));
        }
        let answer: Answer = answer.unchecked_into();
        let status = answer.status().map_err(lost)?.as_f64().unwrap_or_default() as u16;
        if !(200..300).contains(&status) {
            let message = ["the CRM answered HTTP status ", &status.to_string()];
            return Err(Error {
                status: Some(status),
                retryable: retryable(status),
                ..Error::new(Kind::Http, &message)
            });
        }
        let body = settle(answer.array_buffer()).await;
        body.and_then(|body| decode_utf8(&body)).map_err(|error| Error { status: Some(status), ..error })
    }

    fn start(&self) -> Result<JsValue, JsValue> {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_headers(&self.headers());
        init.set_body(&JsValue::from_str(self.body));
        init.set_signal(self.signal);
        if let Some(credentials) = self.credentials {
            init.set_credentials(credentials);
        }
        match self.fetch {
            Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &JsValue::from_str(self.url), &init),
            None => global_fetch(self.url, &init),
        }
    }

    // A plain object: not every host has a `Headers`.
    fn headers(&self) -> JsValue {
        let headers: Headers = Object::new().unchecked_into();
        if !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE)) {
            headers.set(CONTENT_TYPE, "application/json");
        }
        for (name, value) in self.headers {
            headers.set(name, value);
        }
        headers.into()
    }

    fn stop_if_aborted(&self) -> Result<(), Failure> {
        match self.signal {
            Some(signal) if signal.aborted() => Err(Failure::Aborted(signal.reason())),
            _ => Ok(()),
        }
    }
}

/// What may be different the next time.
fn retryable(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

async fn settle(promise: Got) -> Result<JsValue, Error> {
    let promise = Promise::resolve(&promise.map_err(lost)?);
    JsFuture::from(promise).await.map_err(lost)
}

fn lost(thrown: JsValue) -> Error {
    let error = Error::new(Kind::Network, &["no complete answer came from the CRM"]);
    Error { retryable: true, ..error.with_cause(thrown) }
}

// `Response.text()` would put U+FFFD in place of what is not UTF-8, and a coupon's name would be silently wrong.
fn decode_utf8(body: &JsValue) -> Result<JsValue, Error> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    TextDecoder::new("utf-8", &options)
        .and_then(|decoder| decoder.decode(body))
        .map_err(|thrown| Error::new(Kind::Decode, &["the answer is not valid UTF-8"]).with_cause(thrown))
}
