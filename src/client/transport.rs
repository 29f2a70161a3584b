//! Sends one request through the host's `fetch` and returns the answer's text.

use super::body::{self, not_a_response, read_body};
use super::cause::network_error;
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
    // The global `fetch`, not `window.fetch`, because workers and servers have no `window`.
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

    // Structural, because a replaced `fetch` may return its own class.
    type ReplyHeaders;
    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &ReplyHeaders, name: &str) -> Result<Option<JsValue>, JsValue>;
}

/// An answer with a status of 2xx.
pub struct Answer {
    pub status: u32,
    /// A JavaScript string. The JavaScript engine parses it, so it is not copied into the module.
    pub text: JsValue,
}

/// Sends one POST with a JSON body. Aborts the request if the attempt ends early or the answer is an error.
///
/// # Errors
/// `network`, `http`, `decode`, or `config` for a replaced `fetch` that returns no `Response`; or why the attempt ended.
pub async fn send(
    config: &Config,
    limits: &AttemptLimits<'_>,
    url: &JsValue,
    body: &str,
) -> Result<Answer, Ended> {
    let controller = abort_controller();
    let answer = exchange(config, limits, url, body, controller.as_ref()).await;
    if let (Err(_), Some(controller)) = (&answer, controller) {
        // Ignores an exception of a polyfill, because the attempt has failed anyway.
        let _ = controller.abort();
    }
    answer
}

async fn exchange(
    config: &Config,
    limits: &AttemptLimits<'_>,
    url: &JsValue,
    body: &str,
    controller: Option<&Controller>,
) -> Result<Answer, Ended> {
    let fetched = loop {
        let signal = controller.filter(|_| !config.refuses_signals.get());
        let fetched = await_value(limits, start(config, url, body, signal)).await?;
        // Some `fetch` refuse a signal of another realm or of a polyfill. The request is then sent without one: the call still
        // ends in time, but the request is not aborted.
        if signal.is_none() || !fetched.as_ref().is_err_and(names_signal) {
            break fetched;
        }
        config.refuses_signals.set(true);
    };
    let answer = fetched.map_err(network_error)?;
    let (status, refused) = match success(&answer, config) {
        Ok(status) => (status, None),
        // Reads the body of a gateway's problem document for its `kind`. No other error's body is read.
        Err(error) if config.is_for_gateway() && is_problem(&answer) => (0, Some(error)),
        Err(error) => return Err(error.into()),
    };
    let body = await_value(limits, Ok(read_body(&answer, config.max_answer_bytes, controller))).await;
    let text = body.and_then(|body| Ok(body::text(body, config.max_answer_bytes)?));
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

/// Whether `fetch` threw because of the signal, before it sent anything.
fn names_signal(thrown: &JsValue) -> bool {
    let text = |name| get(thrown, name).ok().flatten().and_then(|text| text.as_string()).unwrap_or_default();
    // "signal" or "Signal".
    text("name") == "TypeError" && text("message").as_bytes().windows(5).any(|word| word == b"ignal")
}

/// The status, if it is 2xx and not of a followed redirect.
fn success(answer: &JsValue, config: &Config) -> Result<u32, Error> {
    if !answer.is_object() {
        return Err(not_a_response("a promise of something else"));
    }
    let status = get(answer, "status").map_err(network_error)?.and_then(|status| status.as_f64());
    let Some(status) = status.map(|status| status as u32) else {
        return Err(not_a_response("one without a status"));
    };
    // Some replacements of `fetch` follow redirects anyway. The answer of another host is not the CRM's.
    let is_followed = get(answer, "redirected").ok().flatten().is_some_and(|redirected| redirected == true);
    if (200..300).contains(&status) && !is_followed {
        return Ok(status);
    }
    // Browsers hide the status of a redirect that they do not follow.
    let is_opaque =
        status == 0 && get(answer, "type").ok().flatten().is_some_and(|kind| kind == *"opaqueredirect");
    let shown = if is_opaque || is_followed { "3xx".to_owned() } else { decimal(u64::from(status)) };
    let is_redirect = is_opaque || is_followed || matches!(status, 301..=303 | 307 | 308);
    let redirect = if is_redirect { ", a redirect, which is not followed" } else { "" };
    let who = if config.is_for_gateway() { "gateway" } else { "CRM" };
    let mut error = Error::new(Kind::Http, &["the ", who, " answered HTTP status ", &shown, redirect]);
    error.status = (shown != "3xx").then_some(status);
    error.retry_after_ms = retry_after_ms(answer);
    Err(error)
}

/// Awaits a value or promise of the host within the limits.
async fn await_value(limits: &AttemptLimits<'_>, given: Settled) -> Result<Settled, Ended> {
    match given.and_then(|given| Wait::for_promise(&given)) {
        Ok(wait) => limits.wait(&wait).await,
        Err(thrown) => Ok(Err(thrown)),
    }
}

fn header(answer: &JsValue, name: &str) -> Option<String> {
    let headers = get(answer, "headers").ok()??;
    headers.unchecked_ref::<ReplyHeaders>().get(name).ok()??.as_string()
}

/// Whether an answer is a problem document as RFC 9457 defines it.
fn is_problem(answer: &JsValue) -> bool {
    const PROBLEM: &str = "application/problem+json";
    let given = header(answer, "content-type").unwrap_or_default();
    given.get(..PROBLEM.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(PROBLEM))
}

/// The `Retry-After` of an answer in milliseconds; `None` unless it is delta-seconds or an HTTP date.
fn retry_after_ms(answer: &JsValue) -> Option<f64> {
    let header = |name| header(answer, name);
    let retry_after = header("retry-after")?;
    let retry_after = retry_after.trim_matches(is_white_space);
    retry_after_seconds(retry_after).or_else(|| {
        // Relative to the server's `Date` if it is readable, because this host's clock may be wrong.
        let now = header("date").and_then(|date| moment(&date)).unwrap_or_else(Date::now);
        moment(retry_after).map(|moment| (moment - now).max(0.0))
    })
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Parses an HTTP date to milliseconds since the epoch.
fn moment(date: &str) -> Option<f64> {
    // `Date.parse` accepts many other texts as dates, but an HTTP date begins with a weekday.
    if !WEEKDAYS.iter().any(|day| date.starts_with(day)) {
        return None;
    }
    // Of its three forms, that of asctime has no zone. It is in GMT too, but `Date.parse` would read it as local time.
    let zone = if date.ends_with("GMT") { "" } else { " GMT" };
    let moment = Date::parse(&[date, zone].concat());
    (!moment.is_nan()).then_some(moment)
}
