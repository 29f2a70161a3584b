//! Sends one request through the host's `fetch` and hands back the answer's text.

use super::cause::reduced;
use super::config::Config;
use super::host::{Controller, abort_controller};
use super::limits::{AttemptLimits, Ended};
use super::retry::retry_after_seconds;
use super::wait::Wait;
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::{call, get, is_white_space};
use js_sys::Date;
use wasm_bindgen::prelude::*;
use web_sys::RequestInit;

#[wasm_bindgen]
extern "C" {
    // The host's own, looked up at each call: pages, workers and servers have it, and only pages have a `window`.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn host_fetch(url: &JsValue, init: &RequestInit) -> Result<Option<JsValue>, JsValue>;

    // Structural, since a replaced `fetch` may answer with a class of its own.
    type Reply;
    #[wasm_bindgen(method, structural, catch, js_name = arrayBuffer)]
    fn array_buffer(this: &Reply) -> Result<Option<JsValue>, JsValue>;
    type ReplyHeaders;
    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &ReplyHeaders, name: &str) -> Result<Option<JsValue>, JsValue>;
}

/// An answer with a status of 2xx.
pub struct Answer {
    pub status: u32,
    /// A string of JavaScript: megabytes are not copied into the module, only to be parsed by the engine.
    pub text: JsValue,
}

/// One POST of a JSON body. When the attempt ends before it is answered, the request is aborted, and so is one whose answer is of no use.
///
/// # Errors
/// `network`, `http`, `decode`, or `config` for a replaced `fetch` that is none; and what ended the attempt.
pub async fn send(
    config: &Config,
    limits: &AttemptLimits<'_>,
    url: &str,
    body: &str,
) -> Result<Answer, Ended> {
    let controller = abort_controller();
    let answer = exchange(config, limits, url, body, controller.as_ref()).await;
    if let (Err(_), Some(controller)) = (&answer, controller) {
        // What a polyfill throws here changes nothing for the caller.
        let _ = controller.abort();
    }
    answer
}

async fn exchange(
    config: &Config,
    limits: &AttemptLimits<'_>,
    url: &str,
    body: &str,
    controller: Option<&Controller>,
) -> Result<Answer, Ended> {
    let init = request(config, body, controller);
    let url = JsValue::from_str(url);
    let started = match &config.fetch {
        Some(fetch) => call(fetch, &[&url, &init]),
        None => host_fetch(&url, &init).map(Option::unwrap_or_default),
    };
    let answer = settled(limits, started).await?;
    if !answer.is_object() {
        let expected = "a promise of a Response";
        return Err(Error::unexpected(Kind::Config, &["fetch"], expected, "one of something else").into());
    }
    let status =
        get(&answer, "status").map_err(lost)?.and_then(|status| status.as_f64()).unwrap_or_default() as u32;
    if !(200..300).contains(&status) {
        let message = ["the CRM answered HTTP status ", &decimal(u64::from(status))];
        let mut error = Error::new(Kind::Http, &message);
        error.status = Some(status);
        error.retry_after_ms = asked_to_wait_ms(&answer);
        return Err(error.into());
    }
    let body = answer.unchecked_ref::<Reply>().array_buffer().map(Option::unwrap_or_default);
    let body = settled(limits, body).await;
    let text = body.and_then(|body| Ok(config.utf8.decode(&body)?));
    text.map(|text| Answer { status, text }).map_err(|ended| match ended {
        Ended::Failed(mut error) if error.kind != Kind::Timeout => {
            error.status = Some(status);
            error.into()
        }
        other => other,
    })
}

fn request(config: &Config, body: &str, controller: Option<&Controller>) -> RequestInit {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&config.headers());
    init.set_body(&JsValue::from_str(body));
    if let Some(controller) = controller {
        init.set_signal(Some(&controller.signal()));
    }
    if let Some(credentials) = config.credentials {
        init.set_credentials(credentials);
    }
    init
}

/// What a piece of the host gives, at once or later. Whatever it throws, no answer came.
async fn settled(limits: &AttemptLimits<'_>, given: Result<JsValue, JsValue>) -> Result<JsValue, Ended> {
    let wait = given.and_then(|given| Wait::for_promise(&given)).map_err(lost)?;
    Ok(limits.wait(&wait).await?.map_err(lost)?)
}

fn lost(thrown: JsValue) -> Error {
    Error::new(Kind::Network, &["no complete answer came from the CRM"]).with_cause(reduced(&thrown))
}

/// The milliseconds that a `Retry-After` asks for: seconds, or a date.
fn asked_to_wait_ms(answer: &JsValue) -> Option<f64> {
    let headers = get(answer, "headers").ok()??;
    let header = headers.unchecked_ref::<ReplyHeaders>().get("retry-after").ok()??.as_string()?;
    let header = header.trim_matches(is_white_space);
    retry_after_seconds(header).or_else(|| {
        // Engines take many a number for a date; those of HTTP begin with a weekday.
        let moment =
            header.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| Date::parse(header))?;
        (!moment.is_nan()).then(|| moment - Date::now())
    })
}
