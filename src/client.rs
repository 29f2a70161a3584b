//! One call: query, plaintext, cipher, envelope, transport, decode. It is retried after failures that may be temporary.

mod address;
mod body;
mod call_options;
mod cause;
mod config;
mod decode;
mod envelope;
mod hooks;
mod host;
mod json;
mod limits;
pub(crate) mod plaintext;
mod query;
mod redact;
mod retry;
mod transport;
mod utf8;
mod wait;

use crate::error::{Error, Kind};
use crate::js_value::{call, name};
use call_options::CallOptions;
use config::{ClientCipher, Config};
use core::cell::Cell;
use decode::{Decoded, OnInvalidCoupon};
use envelope::Envelope;
use hooks::{Hooks, View, call_hook};
use host::{has_fetch, monotonic_ms};
use js_sys::{Function, Math};
use limits::{Ended, Limits, timed_out};
use redact::Sent;
use std::rc::Rc;
use wait::{Timer, Wait};
use wasm_bindgen::JsValue;

const LIST_COUPONS: &str = "listCpnItemByMember";

/// Checks an answer's `data` and turns it into the value for the caller.
type Decode = fn(JsValue, OnInvalidCoupon) -> Result<Decoded, Error>;

/// A client. Its configuration is read once and its key schedule computed once.
pub struct Client {
    /// Shared with the running calls.
    config: Rc<Config>,
    #[cfg_attr(not(feature = "cipher"), expect(dead_code, reason = "this build has no cipher"))]
    cipher: ClientCipher,
}

impl Client {
    /// Reads a `Config`.
    ///
    /// # Errors
    /// `config`, naming the field.
    pub fn new(config: &JsValue) -> Result<Self, Error> {
        let (config, cipher) = Config::read(config)?;
        Ok(Self { config, cipher })
    }

    /// A call for the coupons of one member. Before each retry, `gate` is called and its result is awaited.
    ///
    /// # Errors
    /// `input`, naming the field.
    pub fn list_coupons(
        &self,
        query: &JsValue,
        options: &JsValue,
        gate: Option<Function>,
    ) -> Result<Box<Call>, Error> {
        self.prepare(name(LIST_COUPONS), query::member(query)?, decode::coupons, options, gate)
    }

    /// A call of any endpoint of the CRM. It resolves to the answer's `data`.
    ///
    /// # Errors
    /// `input`, naming the field.
    pub fn call(&self, endpoint: &JsValue, param: &JsValue, options: &JsValue) -> Result<Box<Call>, Error> {
        query::check_endpoint(endpoint)?;
        self.prepare(endpoint, plaintext::of_object(param)?, decode::unchecked, options, None)
    }

    /// Encrypts at once, so that a running call does not need the cipher.
    fn prepare(
        &self,
        endpoint: &JsValue,
        plaintext: String,
        decode: Decode,
        options: &JsValue,
        gate: Option<Function>,
    ) -> Result<Box<Call>, Error> {
        let param = self.encrypted(&plaintext);
        let options = CallOptions::for_call(&self.config.call, options)?;
        let config = Rc::clone(&self.config);
        Ok(Box::new(Call {
            config,
            endpoint: endpoint.clone(),
            plaintext,
            param,
            decode,
            options,
            gate,
            attempt: 0,
            sent: Cell::new(0),
        }))
    }

    /// Validates the options of a call without making one.
    ///
    /// # Errors
    /// `input`, naming the field.
    pub fn check_options(&self, options: &JsValue) -> Result<(), Error> {
        CallOptions::for_call(&self.config.call, options).map(drop)
    }

    #[cfg(not(feature = "cipher"))]
    fn encrypted(&self, _: &str) -> Option<String> {
        None
    }
}

#[cfg(feature = "cipher")]
impl Client {
    /// The `param` of a plaintext; `None` for a client of a gateway, which has no cipher and sends the plaintext.
    fn encrypted(&self, plaintext: &str) -> Option<String> {
        self.cipher.as_ref().map(|cipher| cipher.encrypt(plaintext.into()))
    }

    /// The client's cipher.
    ///
    /// # Errors
    /// `config` for a client of a gateway.
    pub fn cipher(&self) -> Result<&crate::cipher::Cipher, Error> {
        let (expected, found) = ("a client with a cipher", "a client of a gateway");
        self.cipher.as_ref().ok_or_else(|| Error::unexpected(Kind::Config, &["cipher"], expected, found))
    }

    /// The body of a request, for callers that send it themselves.
    ///
    /// # Errors
    /// `input` for the param, `config` for the clock.
    pub fn build_envelope(&self, param: &JsValue) -> Result<JsValue, Error> {
        let cipher = self.cipher()?;
        let param = cipher.encrypt(plaintext::of_object(param)?.into_bytes());
        Ok(Envelope::seal(&param, &self.config)?.to_js())
    }
}

/// One call. Nothing is sent until [`Self::answer`] is awaited.
pub struct Call {
    config: Rc<Config>,
    endpoint: JsValue,
    plaintext: String,
    param: Option<String>,
    decode: Decode,
    options: CallOptions,
    gate: Option<Function>,
    /// The number of the current attempt, from 1.
    attempt: u32,
    /// The number of requests sent.
    sent: Cell<u32>,
}

impl Call {
    /// Makes the call, with the attempts and within the time that the options allow.
    ///
    /// # Errors
    /// A `CouponError`, or the reason of the caller's signal.
    pub async fn answer(mut self: Box<Self>) -> Result<JsValue, JsValue> {
        let signal = self.options.signal.take();
        let limits = Limits::new(signal.as_ref(), self.options.total_timeout_ms);
        let mut error = match self.attempts(&limits).await {
            Ok(value) => return Ok(value),
            Err(Ended::Aborted(reason)) => return Err(reason),
            Err(Ended::TimedOut) => timed_out(self.options.total_timeout_ms.unwrap_or_default()),
            Err(Ended::Failed(error)) => error,
        };
        error.attempts = self.sent.get();
        error.retryable = self.options.retry.may_succeed_later(&error);
        Err(error.into())
    }

    /// Makes attempts until one succeeds or another cannot help. Each has its own body, because the timestamp changes.
    async fn attempts(&mut self, limits: &Limits<'_>) -> Result<JsValue, Ended> {
        limits.check()?;
        if self.config.fetch.is_none() && !has_fetch() {
            let expected = "a function, because this host has no fetch";
            return Err(Error::unexpected(Kind::Config, &["fetch"], expected, "none").into());
        }
        loop {
            let body = self.body()?;
            self.attempt += 1;
            let error = match self.attempt(limits, &body).await? {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let delay_ms = self.options.retry.delay_ms(&error, self.attempt, Math::random());
            let delay_ms = delay_ms.filter(|delay_ms| limits.left_ms().is_none_or(|left| left > *delay_ms));
            let Some(delay_ms) = delay_ms else { return Err(error.into()) };
            let view = View { delay_ms: Some(delay_ms), ..self.failure_view(&error) };
            self.notify(|hooks| &hooks.on_retry, &view);
            limits.check()?;
            self.pause(limits, delay_ms).await?;
        }
    }

    /// One attempt. `onResponse` is not called if the caller's signal or the total timeout ended it.
    async fn attempt(&self, limits: &Limits<'_>, body: &str) -> Result<Result<JsValue, Error>, Ended> {
        self.notify(|hooks| &hooks.on_request, &self.view());
        limits.check()?;
        let began = monotonic_ms();
        let outcome = match self.exchange(limits, body).await {
            Ok(outcome) => Ok(outcome),
            Err(Ended::Failed(error)) => Err(error),
            Err(ended) => return Err(ended),
        };
        limits.check()?;
        let view = match &outcome {
            Ok((status, decoded)) => {
                View { status: Some(*status), code: Some(0.0), skipped: &decoded.skipped, ..self.view() }
            }
            Err(error) => View { retry_after_ms: error.retry_after_ms, ..self.failure_view(error) },
        };
        let duration_ms = Some(monotonic_ms() - began);
        self.notify(|hooks| &hooks.on_response, &View { duration_ms, ..view });
        limits.check()?;
        Ok(outcome.map(|(_, decoded)| decoded.value))
    }

    async fn exchange(&self, limits: &Limits<'_>, body: &str) -> Result<(u32, Decoded), Ended> {
        let limits = limits.for_attempt(self.options.timeout_ms)?;
        let url = self.config.base.concat(&self.endpoint);
        self.sent.set(self.attempt);
        let answer = transport::send(&self.config, &limits, &url, body).await?;
        let sent = Sent { plaintext: &self.plaintext, param: self.param.as_deref() };
        let data = decode::data(&answer.text, &sent);
        let decoded = data.and_then(|data| (self.decode)(data, self.options.on_invalid_coupon));
        let decoded = decoded.map_err(|mut error| {
            error.status = Some(answer.status);
            error
        })?;
        Ok((answer.status, decoded))
    }

    /// The envelope, or for a gateway the plaintext.
    fn body(&self) -> Result<String, Error> {
        match &self.param {
            Some(param) => Ok(Envelope::seal(param, &self.config)?.to_json()),
            None => Ok(self.plaintext.clone()),
        }
    }

    async fn pause(&self, limits: &Limits<'_>, delay_ms: f64) -> Result<(), Ended> {
        let timer = Timer::new(delay_ms)?;
        let _ = limits.wait(&timer.wait).await?;
        if let Some(gate) = &self.gate
            && let Ok(opened) = call(gate, &[])
            && let Ok(wait) = Wait::for_promise(&opened)
        {
            // A gate that throws or rejects counts as open.
            let _ = limits.wait(&wait).await?;
        }
        Ok(())
    }

    /// Calls a hook of the configuration, then that of the call.
    fn notify(&self, hook: fn(&Hooks) -> &Option<Function>, view: &View<'_>) {
        for hooks in [&self.config.call.hooks, &self.options.hooks] {
            call_hook(hook(hooks).as_ref(), view);
        }
    }

    fn view(&self) -> View<'_> {
        View::of_attempt(&self.endpoint, self.attempt)
    }

    fn failure_view(&self, error: &Error) -> View<'_> {
        View { kind: Some(error.kind.name()), status: error.status, code: error.code, ..self.view() }
    }
}
