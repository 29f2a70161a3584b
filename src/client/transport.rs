//! Sends one request through the host's `fetch` and hands back the answer's text.

use super::body::{self, no_response, read_body};
use super::cause::lost;
use super::config::Config;
use super::decode::kind_of_problem;
use super::host::{Controller, abort_controller};
use super::limits::{AttemptLimits, Ended};
use super::retry::retry_after_seconds;
use super::wait::{Settled, Wait};
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::{get, is_white_space};
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
    let answer = answered.map_err(lost)?;
    let (status, refused) = match success(&answer, config) {
        Ok(status) => (status, None),
        // A gateway says what kind of trouble it has; whatever else comes with a refusal is of no use.
        Err(error) if config.is_for_gateway() && is_problem(&answer) => (0, Some(error)),
        Err(error) => return Err(error.into()),
    };
    let body = settled(limits, Ok(read_body(&answer, config.max_answer_bytes, controller))).await;
    let text = body.and_then(|body| Ok(body::text(body)?));
    let text = match (refused, text) {
        (Some(mut error), Ok(text)) => {
            error.kind = kind_of_problem(&text).unwrap_or(error.kind);
            return Err(error.into());
        }
        (Some(error), Err(Ended::Failed(_))) => return Err(error.into()),
        (_, text) => text,
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
fn success(answer: &JsValue, config: &Config) -> Result<u32, Error> {
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
    let who = if config.is_for_gateway() { "gateway" } else { "CRM" };
    let mut error = Error::new(Kind::Http, &["the ", who, " answered HTTP status ", &shown, redirect]);
    error.status = (shown != "3xx").then_some(status);
    error.retry_after_ms = asked_to_wait_ms(answer);
    Err(error)
}

/// What a piece of the host gives, at once or later.
async fn settled(limits: &AttemptLimits<'_>, given: Settled) -> Result<Settled, Ended> {
    match given.and_then(|given| Wait::for_promise(&given)) {
        Ok(wait) => limits.wait(&wait).await,
        Err(thrown) => Ok(Err(thrown)),
    }
}

fn header(answer: &JsValue, name: &str) -> Option<String> {
    let headers = get(answer, "headers").ok()??;
    headers.unchecked_ref::<ReplyHeaders>().get(name).ok()??.as_string()
}

/// Whether an answer says that it is a problem as RFC 9457 has it.
fn is_problem(answer: &JsValue) -> bool {
    header(answer, "content-type").is_some_and(|kind| kind.starts_with("application/problem+json"))
}

/// The milliseconds that a `Retry-After` asks for: seconds, or a date.
fn asked_to_wait_ms(answer: &JsValue) -> Option<f64> {
    let header = |name| header(answer, name);
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
