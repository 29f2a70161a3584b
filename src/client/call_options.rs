//! The options of a call: timeouts, retries, hooks and the caller's signal.

use super::decode::OnInvalidCoupon;
use super::hooks::Hooks;
use super::retry::{LONGEST_WAIT_MS, Retry};
use crate::error::{Error, Kind};
use crate::js_value::{Fields, get, is_nullish, name_of};
use wasm_bindgen::prelude::*;

const ON_INVALID_COUPON: [&str; 2] = ["throw", "skip"];

/// The options of one call. A timeout that is `None` never expires.
#[derive(Clone)]
pub struct CallOptions {
    pub signal: Option<JsValue>,
    pub timeout_ms: Option<u32>,
    pub total_timeout_ms: Option<u32>,
    pub retry: Retry,
    pub on_invalid_coupon: OnInvalidCoupon,
    pub hooks: Hooks,
}

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            signal: None,
            timeout_ms: Some(10_000),
            total_timeout_ms: Some(30_000),
            retry: Retry::default(),
            on_invalid_coupon: OnInvalidCoupon::Throw,
            hooks: Hooks::default(),
        }
    }
}

impl CallOptions {
    /// Reads `RequestOptions`. The configuration supplies the missing ones, except for the hooks: its hooks are called beside
    /// those of the call.
    ///
    /// # Errors
    /// `input`, naming the field.
    pub fn for_call(configured: &Self, options: &JsValue) -> Result<Self, Error> {
        let mut call = Self { hooks: Hooks::default(), ..configured.clone() };
        if !is_nullish(options) {
            let fields = Fields::of(Kind::Input, &["options"], options, "")?;
            call.read(Kind::Input, &fields)?;
            call.signal = signal(&fields)?;
        }
        Ok(call)
    }

    /// Reads the options that a configuration and a call have in common. Absent ones keep their present value.
    ///
    /// # Errors
    /// Of this kind, naming the field.
    pub fn read(&mut self, kind: Kind, fields: &Fields<'_>) -> Result<(), Error> {
        for (name, setting) in
            [("timeoutMs", &mut self.timeout_ms), ("totalTimeoutMs", &mut self.total_timeout_ms)]
        {
            if let Some(value) = fields.optional(name)? {
                let expected = "a positive number of milliseconds, or Infinity";
                let ms = value.as_f64().filter(|ms| *ms > 0.0);
                let ms = ms.ok_or_else(|| fields.unexpected(name, expected, &name_of(&value)))?;
                *setting = (ms <= f64::from(LONGEST_WAIT_MS)).then(|| ms.ceil() as u32);
            }
        }
        if let Some(retry) = fields.optional("retry")? {
            self.retry.read(kind, &retry)?;
        }
        if let Some(choice) = fields.choice("onInvalidCoupon", &ON_INVALID_COUPON)? {
            self.on_invalid_coupon = if choice == 1 { OnInvalidCoupon::Skip } else { OnInvalidCoupon::Throw };
        }
        self.hooks = Hooks {
            on_request: fields.function("onRequest")?,
            on_response: fields.function("onResponse")?,
            on_retry: fields.function("onRetry")?,
        };
        Ok(())
    }
}

// Not `instanceof`, because a signal of another realm or of a polyfill is valid too.
fn signal(fields: &Fields<'_>) -> Result<Option<JsValue>, Error> {
    let Some(signal) = fields.optional("signal")? else { return Ok(None) };
    if signal.is_object()
        && get(&signal, "aborted")
            .is_ok_and(|aborted| aborted.is_some_and(|aborted| aborted.as_bool().is_some()))
    {
        return Ok(Some(signal));
    }
    Err(fields.unexpected("signal", "an AbortSignal", &name_of(&signal)))
}
