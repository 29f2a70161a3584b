//! Sends one request through the host's `fetch` and hands back the answer's text.

use crate::address::field;
use crate::error::{Error, Kind};
use crate::retry::retry_after_seconds;
use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCredentials, RequestInit, TextDecoderOptions};

const CONTENT_TYPE: &str = "content-type";

#[wasm_bindgen(raw_module = "../js/reduced-cause.js")]
extern "C" {
    #[wasm_bindgen(js_name = reducedCause)]
    fn reduced_cause(thrown: &JsValue) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    // The host's own, looked up at each call: pages, workers and servers have it, and only pages have a `window`.
    // `Option`, here and below: for a value that must be there, wasm-bindgen takes a slot even when the call throws, and never gives it back.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> Result<Option<JsValue>, JsValue>;

    type Fetch;
    #[wasm_bindgen(method, catch)]
    fn call(
        this: &Fetch,
        context: &JsValue,
        url: &str,
        init: &RequestInit,
    ) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type Headers;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Headers, name: &str, value: &str);

    // Not every host has it.
    type AbortController;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<AbortController, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &AbortController) -> AbortSignal;
    #[wasm_bindgen(method)]
    fn abort(this: &AbortController);

    // Structural, because a replaced `fetch` may answer with a class of its own.
    type Reply;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &Reply) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn headers(this: &Reply) -> Result<ReplyHeaders, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = arrayBuffer)]
    fn array_buffer(this: &Reply) -> Result<Option<JsValue>, JsValue>;
    type ReplyHeaders;
    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &ReplyHeaders, name: &str) -> Result<JsValue, JsValue>;

    // js-sys binds it for closures of Rust.
    type Thenable;
    #[wasm_bindgen(method)]
    fn then(this: &Thenable, resolve: &Function, reject: &Function) -> JsValue;

    // web-sys binds it too, but returns a Rust string: megabytes copied into the module only to be parsed by the engine.
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &TextDecoderOptions) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &JsValue) -> Result<Option<JsValue>, JsValue>;
}

/// One POST of a JSON body.
pub struct Request<'a> {
    pub url: &'a str,
    pub body: &'a str,
    pub headers: &'a [(String, String)],
    pub credentials: Option<RequestCredentials>,
    pub fetch: Option<&'a Function>,
}

/// An answer with a status of 2xx.
pub struct Answer {
    pub status: u16,
    /// A string of JavaScript.
    pub text: JsValue,
}

impl Request<'_> {
    /// Dropping the future aborts the request.
    pub async fn send(&self) -> Result<Answer, Error> {
        let has_controller = field(&js_sys::global(), "AbortController").is_function();
        let controller = has_controller.then(AbortController::new).and_then(Result::ok);
        let exchange = Exchange { controller, done: false };
        let answer = self.exchange(exchange.controller.as_ref()).await?;
        exchange.complete();
        Ok(answer)
    }

    async fn exchange(&self, controller: Option<&AbortController>) -> Result<Answer, Error> {
        let answer = settle(self.start(controller)).await?;
        if !answer.is_object() {
            let expected = "a promise of a Response";
            return Err(Error::unexpected(Kind::Config, "fetch", expected, "one of something else"));
        }
        let answer: Reply = answer.unchecked_into();
        let status = answer.status().map_err(lost)?.as_f64().unwrap_or_default() as u16;
        if !(200..300).contains(&status) {
            let message = ["the CRM answered HTTP status ", &status.to_string()];
            let retry_after_ms = retry_after_ms(&answer);
            return Err(Error { status: Some(status), retry_after_ms, ..Error::new(Kind::Http, &message) });
        }
        let body = settle(answer.array_buffer()).await;
        body.and_then(|body| decode_utf8(&body))
            .map(|text| Answer { status, text })
            .map_err(|error| Error { status: Some(status), ..error })
    }

    fn start(&self, controller: Option<&AbortController>) -> Result<Option<JsValue>, JsValue> {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_headers(&self.headers());
        init.set_body(&JsValue::from_str(self.body));
        if let Some(controller) = controller {
            init.set_signal(Some(&controller.signal()));
        }
        if let Some(credentials) = self.credentials {
            init.set_credentials(credentials);
        }
        match self.fetch {
            Some(fetch) => fetch.unchecked_ref::<Fetch>().call(&JsValue::UNDEFINED, self.url, &init),
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
}

/// A request under way. Unless it completes, its end ends the request too, and with it a body that nobody will read.
struct Exchange {
    controller: Option<AbortController>,
    done: bool,
}

impl Exchange {
    fn complete(mut self) {
        self.done = true;
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let (Some(controller), false) = (&self.controller, self.done) {
            controller.abort();
        }
    }
}

pub async fn settle(promise: Result<Option<JsValue>, JsValue>) -> Result<JsValue, Error> {
    let promise = Promise::resolve(&promise.map_err(lost)?.unwrap_or_default());
    released(promise.unchecked_ref()).await.map_err(lost)
}

/// The outcome of a promise. `JsFuture` frees itself only when its promise settles, and that of a replaced `fetch` may never do so:
/// therefore it waits for a promise of our own, which also settles when this future is dropped.
async fn released(promise: &Thenable) -> Result<JsValue, JsValue> {
    let mut release = Release(None);
    let own = Promise::new(&mut |resolve, reject| {
        promise.then(&resolve, &reject);
        release.0 = Some(resolve);
    });
    JsFuture::from(own).await
}

struct Release(Option<Function>);

impl Drop for Release {
    fn drop(&mut self) {
        if let Some(resolve) = &self.0 {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}

fn lost(thrown: JsValue) -> Error {
    Error::new(Kind::Network, &["no complete answer came from the CRM"]).with_cause(reduced_cause(&thrown))
}

fn retry_after_ms(answer: &Reply) -> Option<f64> {
    let header = answer.headers().ok()?.get("retry-after").ok()?.as_string()?;
    retry_after_seconds(&header).or_else(|| {
        let moment = js_sys::Date::parse(&header);
        // What is no date is NaN, and asks for nothing.
        (!moment.is_nan()).then(|| moment - js_sys::Date::now())
    })
}

// `Response.text()` would put U+FFFD in place of what is not UTF-8, and a coupon's name would be silently wrong.
fn decode_utf8(body: &JsValue) -> Result<JsValue, Error> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    TextDecoder::new("utf-8", &options)
        .and_then(|decoder| decoder.decode(body))
        .map(Option::unwrap_or_default)
        .map_err(|thrown| Error::new(Kind::Decode, &["the answer is not valid UTF-8"]).with_cause(thrown))
}
