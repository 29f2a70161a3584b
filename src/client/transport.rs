//! Sends one request through the host's `fetch` and hands back the answer's text.

use super::cause::reduced;
use super::config::Config;
use super::decode::not_json;
use super::host::{Controller, abort_controller};
use super::json::stringify;
use super::limits::{AttemptLimits, Ended};
use super::retry::retry_after_seconds;
use super::utf8;
use super::wait::{Settled, Wait};
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::{call_on, get, is_white_space};
use js_sys::Date;
use wasm_bindgen::prelude::*;
use web_sys::RequestInit;

#[wasm_bindgen]
extern "C" {
    // The host's own, looked up at each call: pages, workers and servers have it, and only pages have a `window`.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn host_fetch(url: &JsValue, init: &RequestInit) -> Result<Option<JsValue>, JsValue>;

    type ReplacedFetch;
    #[wasm_bindgen(method, catch)]
    fn call(
        this: &ReplacedFetch,
        context: &JsValue,
        url: &JsValue,
        init: &RequestInit,
    ) -> Result<Option<JsValue>, JsValue>;

    // Structural, since a replaced `fetch` may answer with a class of its own.
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
    let url = JsValue::from_str(url);
    let answered = loop {
        let signal = controller.filter(|_| !config.refuses_signals.get());
        let answered = settled(limits, start(config, &url, body, signal)).await?;
        // A signal of another realm, or of a polyfill. Without one the call ends in time all the same, and only the request goes on.
        if signal.is_none() || !answered.as_ref().is_err_and(names_signal) {
            break answered;
        }
        config.refuses_signals.set(true);
    };
    let mut answer = answered.map_err(lost)?;
    let status = success(&answer)?;
    let mut copy = copy_of(&answer);
    let mut forms = &FORMS[..];
    let text = loop {
        let (form, reading) = read(&answer, forms)?;
        let body = settled(limits, reading).await;
        match copy.take() {
            Some(copy) if matches!(body, Ok(Err(_))) => {
                answer = copy;
                forms = &FORMS[1..];
            }
            _ => break body.and_then(|body| Ok(text_of(form, body)?)),
        }
    };
    text.map(|text| Answer { status, text }).map_err(|ended| match ended {
        Ended::Failed(mut error) if error.kind != Kind::Timeout => {
            error.status = Some(status);
            error.into()
        }
        other => other,
    })
}

fn start(config: &Config, url: &JsValue, body: &str, signal: Option<&Controller>) -> Settled {
    let init = config.request(body);
    if let Some(controller) = signal {
        init.set_signal(Some(&controller.signal()));
    }
    match &config.fetch {
        Some(fetch) => fetch.unchecked_ref::<ReplacedFetch>().call(&JsValue::UNDEFINED, url, &init),
        None => host_fetch(url, &init),
    }
    .map(Option::unwrap_or_default)
}

/// Whether an exception is about the signal that a request carries: nothing was sent then.
fn names_signal(thrown: &JsValue) -> bool {
    let text = |name| get(thrown, name).ok().flatten().and_then(|text| text.as_string()).unwrap_or_default();
    // With an S of either case.
    text("name") == "TypeError" && text("message").as_bytes().windows(5).any(|word| word == b"ignal")
}

/// The status, if it is one of 2xx.
fn success(answer: &JsValue) -> Result<u32, Error> {
    if !answer.is_object() {
        return Err(no_response("one of something else"));
    }
    let status = get(answer, "status").map_err(lost)?.and_then(|status| status.as_f64());
    let Some(status) = status.map(|status| status as u32) else {
        return Err(no_response("one without a status"));
    };
    // Some that stand in for `fetch` follow all the same. What another host says is not the CRM's answer.
    let is_followed = get(answer, "redirected").ok().flatten().is_some_and(|redirected| redirected == true);
    if (200..300).contains(&status) && !is_followed {
        return Ok(status);
    }
    // Browsers keep the status of a redirect that they were told not to follow to themselves.
    let is_opaque =
        status == 0 && get(answer, "type").ok().flatten().is_some_and(|kind| kind == *"opaqueredirect");
    let shown = if is_opaque || is_followed { "3xx".to_owned() } else { decimal(u64::from(status)) };
    let is_redirect = is_opaque || is_followed || matches!(status, 301..=303 | 307 | 308);
    let redirect = if is_redirect { ", a redirect, which is not followed" } else { "" };
    let mut error = Error::new(Kind::Http, &["the CRM answered HTTP status ", &shown, redirect]);
    error.status = (shown != "3xx").then_some(status);
    error.retry_after_ms = asked_to_wait_ms(answer);
    Err(error)
}

/// How an answer's body can be read. Its bytes tell whether they are UTF-8; what stands in for a `Response` may have none to give.
#[derive(Clone, Copy)]
enum Form {
    Bytes,
    Text,
    Json,
}

const FORMS: [(Form, &str); 3] = [(Form::Bytes, "arrayBuffer"), (Form::Text, "text"), (Form::Json, "json")];

/// A copy of an answer that has no stream: that is an older polyfill's, as React Native has it, whose `arrayBuffer()` may only say that there is none.
fn copy_of(answer: &JsValue) -> Option<JsValue> {
    if get(answer, "body").ok()?.is_some() {
        return None;
    }
    let clone = get(answer, "clone").ok()?.filter(JsValue::is_function)?;
    let copy = call_on(answer, clone.unchecked_ref()).ok()?;
    let has_text = get(&copy, "text").ok()?.is_some_and(|text| text.is_function());
    has_text.then_some(copy)
}

fn read(answer: &JsValue, forms: &[(Form, &'static str)]) -> Result<(Form, Settled), Error> {
    for &(form, name) in forms {
        let method = get(answer, name).map_err(lost)?.unwrap_or_default();
        if method.is_function() {
            return Ok((form, call_on(answer, method.unchecked_ref())));
        }
    }
    Err(no_response("one without arrayBuffer(), text() and json()"))
}

fn text_of(form: Form, body: Settled) -> Result<JsValue, Error> {
    match form {
        Form::Bytes => utf8::decode(&body.map_err(lost)?),
        Form::Text => body.map_err(lost),
        Form::Json => json_of(body),
    }
}

/// What `json()` has read is written again, so that it is checked as every answer is, and is nobody else's.
fn json_of(body: Settled) -> Result<JsValue, Error> {
    let value = body.map_err(|thrown| {
        let name = get(&thrown, "name").ok().flatten();
        if name.is_some_and(|name| name == *"SyntaxError") { not_json() } else { lost(thrown) }
    })?;
    stringify(&value).ok().flatten().ok_or_else(not_json)
}

fn no_response(found: &str) -> Error {
    Error::unexpected(Kind::Config, &["fetch"], "a promise of a Response", found)
}

/// What a piece of the host gives, at once or later.
async fn settled(limits: &AttemptLimits<'_>, given: Settled) -> Result<Settled, Ended> {
    match given.and_then(|given| Wait::for_promise(&given)) {
        Ok(wait) => limits.wait(&wait).await,
        Err(thrown) => Ok(Err(thrown)),
    }
}

fn lost(thrown: JsValue) -> Error {
    Error::new(Kind::Network, &["no complete answer came from the CRM"]).with_cause(reduced(&thrown))
}

/// The milliseconds that a `Retry-After` asks for: seconds, or a date.
fn asked_to_wait_ms(answer: &JsValue) -> Option<f64> {
    let headers = get(answer, "headers").ok()??;
    let header = |name| headers.unchecked_ref::<ReplyHeaders>().get(name).ok()??.as_string();
    let asked = header("retry-after")?;
    let asked = asked.trim_matches(is_white_space);
    retry_after_seconds(asked).or_else(|| {
        // By the server's own clock, where the host lets its date be read: the one here may be wrong.
        let now = header("date").and_then(|date| moment(&date)).unwrap_or_else(Date::now);
        moment(asked).map(|moment| (moment - now).max(0.0))
    })
}

/// The milliseconds of a date in a header.
fn moment(date: &str) -> Option<f64> {
    // Engines take many a number for a date; those of HTTP begin with a weekday.
    let moment = date.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| Date::parse(date))?;
    (!moment.is_nan()).then_some(moment)
}
