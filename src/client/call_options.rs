//! How long a call may take, how often it is tried, and who is told.

use super::decode::OnInvalidCoupon;
use super::hooks::Hooks;
use super::retry::{LONGEST_WAIT_MS, Retry};
use crate::error::{Error, Kind};
use crate::js_value::{Fields, get, is_nothing, name_of};
use wasm_bindgen::prelude::*;

const ON_INVALID_COUPON: [&str; 2] = ["throw", "skip"];

/// What one call may have of its own. A time that is absent is for ever.
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
    /// Reads `RequestOptions`; what they do not say is as the configuration has it. The configuration's own hooks are not among them.
    ///
    /// # Errors
    /// `input`, naming the field.
    pub fn of_call(configured: &Self, options: &JsValue) -> Result<Self, Error> {
        let mut call = Self { hooks: Hooks::default(), ..configured.clone() };
        if !is_nothing(options) {
            let fields = Fields::of(Kind::Input, &["options"], options, "")?;
            call.read(Kind::Input, &fields)?;
            call.signal = signal(&fields)?;
        }
        Ok(call)
    }

    /// Reads what a configuration and a call have in common, over what is there already.
    ///
    /// # Errors
    /// Naming the field.
    pub fn read(&mut self, blame: Kind, fields: &Fields<'_>) -> Result<(), Error> {
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
            self.retry.read(blame, &retry)?;
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

// Not `instanceof`: a signal of another realm, or of a polyfill, is as good.
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
