//! Reads how long a call may take, how often it is tried, and who is told.

use crate::error::{Error, Kind};
use crate::field::{Field, Got, is_array};
use crate::given::{Given, known_fields_only, object};
use crate::hooks::Hooks;
use crate::retry::{LONGEST_WAIT_MS, Retry};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

/// What one call may have of its own.
#[derive(Clone)]
pub struct CallOptions {
    pub signal: Option<AbortSignal>,
    /// For each attempt; none is for ever.
    pub timeout_ms: Option<u32>,
    /// For all attempts and the waits between them; none is for ever.
    pub total_timeout_ms: Option<u32>,
    pub retry: Retry,
    pub hooks: Hooks,
}

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            signal: None,
            timeout_ms: Some(10_000),
            total_timeout_ms: Some(30_000),
            retry: Retry::default(),
            hooks: Hooks::default(),
        }
    }
}

/// Reads `RequestOptions`; what they do not say is as the client has it.
pub fn of_call(client: &CallOptions, options: &JsValue) -> Result<CallOptions, Error> {
    const SIGNAL: Field = Field::input("signal");
    // The client's own hooks are told by the client.
    let defaults = CallOptions { hooks: Hooks::default(), ..client.clone() };
    if options.is_undefined() || options.is_null() {
        return Ok(defaults);
    }
    let given = object(Field::input("options"), options)?;
    let options = read(Kind::Input, given, &defaults)?;
    let Some(signal) = SIGNAL.optional(given.signal())? else {
        return Ok(options);
    };
    // Not `instanceof`: a signal of another realm, or of a polyfill, is as good.
    if !signal.is_object()
        || signal.unchecked_ref::<Given>().aborted().ok().flatten().and_then(|it| it.as_bool()).is_none()
    {
        return Err(SIGNAL.unexpected("an AbortSignal", &signal));
    }
    Ok(CallOptions { signal: Some(signal.unchecked_into()), ..options })
}

/// Reads what a configuration and a call have in common.
pub fn read(kind: Kind, given: &Given, defaults: &CallOptions) -> Result<CallOptions, Error> {
    let field = |path| Field { kind, path };
    Ok(CallOptions {
        signal: None,
        timeout_ms: time_out(field("timeoutMs"), given.timeout_ms(), defaults.timeout_ms)?,
        total_timeout_ms: time_out(
            field("totalTimeoutMs"),
            given.total_timeout_ms(),
            defaults.total_timeout_ms,
        )?,
        retry: retry(kind, given.retry(), &defaults.retry)?,
        hooks: Hooks {
            on_request: field("onRequest").optional_function(given.on_request())?,
            on_response: field("onResponse").optional_function(given.on_response())?,
            on_retry: field("onRetry").optional_function(given.on_retry())?,
        },
    })
}

fn time_out(field: Field, got: Got, default: Option<u32>) -> Result<Option<u32>, Error> {
    let Some(value) = field.optional(got)? else { return Ok(default) };
    match value.as_f64() {
        Some(ms) if ms > f64::from(LONGEST_WAIT_MS) => Ok(None),
        Some(ms) if ms > 0.0 => Ok(Some(ms.ceil() as u32)),
        _ => Err(field.unexpected("a positive number of milliseconds, or Infinity", &value)),
    }
}

const RETRY_FIELDS: [&str; 5] = ["limit", "minDelayMs", "maxDelayMs", "maxRetryAfterMs", "codes"];

fn retry(kind: Kind, got: Got, defaults: &Retry) -> Result<Retry, Error> {
    let field = |path| Field { kind, path };
    let Some(value) = field("retry").optional(got)? else { return Ok(defaults.clone()) };
    if value.as_f64().is_some() {
        return Ok(Retry {
            limit: field("retry").count(Ok(Some(value)), defaults.limit)?,
            ..defaults.clone()
        });
    }
    let given = object(field("retry"), &value)?;
    known_fields_only(field("retry"), &value, &RETRY_FIELDS)?;
    Ok(Retry {
        limit: field("retry.limit").count(given.limit(), defaults.limit)?,
        min_delay_ms: field("retry.minDelayMs").count(given.min_delay_ms(), defaults.min_delay_ms)?,
        max_delay_ms: field("retry.maxDelayMs").count(given.max_delay_ms(), defaults.max_delay_ms)?,
        max_retry_after_ms: field("retry.maxRetryAfterMs")
            .count(given.max_retry_after_ms(), defaults.max_retry_after_ms)?,
        codes: match field("retry.codes").optional(given.codes())? {
            None => defaults.codes.clone(),
            Some(codes) => numbers(field("retry.codes"), &codes)?,
        },
    })
}

fn numbers(field: Field, value: &JsValue) -> Result<Vec<f64>, Error> {
    let array = is_array(value).then(|| value.unchecked_ref::<js_sys::Array>());
    array
        .and_then(|array| array.iter().map(|entry| entry.as_f64()).collect())
        .ok_or_else(|| field.unexpected("an array of numbers", value))
}
