//! One call: query → envelope → transport → decode, tried again where that can help.

use crate::call_options::{self, CallOptions};
use crate::config::Config;
use crate::decode;
use crate::envelope::Envelope;
use crate::error::{Error, Kind};
use crate::field::name_of;
use crate::hooks::{Hooks, RequestView, ResponseView, RetryView, tell};
use crate::plaintext;
use crate::query;
use crate::transport::{self, Answer, Request};
use crate::watch::{Ended, Watch};
use core::cell::Cell;
use js_sys::{Date, Function, Math};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

const LIST_COUPONS: &str = "listCpnItemByMember";

/// Shorter texts cannot be told from the CRM's own words.
const SHORTEST_SECRET: usize = 4;

/// Cheap to clone, so that a call keeps what it needs when its caller frees the client.
#[derive(Clone)]
pub struct Client {
    config: Rc<Config>,
}

/// Why a call came to nothing.
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

/// What is asked, and of whom.
struct Question<'a> {
    endpoint: &'a str,
    plaintext: &'a [u8],
    check: fn(&JsValue) -> Result<(), Error>,
    /// What holds back each attempt after the first.
    gate: Option<Function>,
}

impl Client {
    pub fn new(config: Config) -> Self {
        Self { config: Rc::new(config) }
    }

    pub fn encrypt(&self, plaintext: &[u8]) -> String {
        self.config.cipher.encrypt(plaintext)
    }

    pub fn decrypt(&self, param: &str) -> Result<String, Error> {
        self.config.cipher.decrypt(param)
    }

    pub fn envelope(&self, plaintext: &[u8]) -> Result<Envelope, Error> {
        Envelope::seal(plaintext, &self.config.cipher, &self.config.channel, self.now()?)
    }

    pub fn check_options(&self, options: &JsValue) -> Result<(), Error> {
        call_options::of_call(&self.config.call, options).map(|_| ())
    }

    /// The coupons of one member.
    pub async fn list_coupons(
        &self,
        query: &JsValue,
        options: &JsValue,
        gate: Option<Function>,
    ) -> Result<JsValue, Failure> {
        let member = query::member(query)?;
        let json = member.to_json()?;
        let check = decode::check_coupons;
        let question = Question { endpoint: LIST_COUPONS, plaintext: json.as_bytes(), check, gate };
        let data = self.ask(&question, options).await?;
        Ok(decode::list(&data))
    }

    /// The `data` of any endpoint of the family.
    pub async fn call(
        &self,
        endpoint: &JsValue,
        param: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, Failure> {
        let question = Question {
            endpoint: &query::endpoint(endpoint)?,
            plaintext: &plaintext::of_object(param)?,
            check: |_| Ok(()),
            gate: None,
        };
        self.ask(&question, options).await
    }

    async fn ask(&self, question: &Question<'_>, options: &JsValue) -> Result<JsValue, Failure> {
        let options = call_options::of_call(&self.config.call, options)?;
        let sent = Cell::new(0);
        let whole = Watch::new(options.signal.as_ref(), options.total_timeout_ms);
        match whole.over(self.attempts(question, &options, &sent)).await {
            Ok(outcome) => outcome.map_err(Failure::Failed),
            Err(Ended::Aborted(reason)) => Err(Failure::Aborted(reason)),
            Err(Ended::TimedOut) => {
                let error = timed_out(options.total_timeout_ms);
                Err(Failure::Failed(Error { attempts: sent.get(), retryable: true, ..error }))
            }
        }
    }

    /// Sends attempts, each with an envelope of its own, until one succeeds or no other can help.
    async fn attempts(
        &self,
        question: &Question<'_>,
        options: &CallOptions,
        sent: &Cell<u32>,
    ) -> Result<JsValue, Error> {
        let began = Date::now();
        loop {
            let envelope = self.envelope(question.plaintext);
            let envelope = envelope.map_err(|error| Error { attempts: sent.get(), ..error })?;
            sent.set(sent.get() + 1);
            let error = match self.attempt(question, &envelope, options, sent.get()).await {
                Ok(data) => return Ok(data),
                Err(error) => error,
            };
            let Some(delay_ms) = options.retry.delay_ms(&error, Math::random()) else { return Err(error) };
            let left = options.total_timeout_ms.map(|total| f64::from(total) - (Date::now() - began));
            if left.is_some_and(|left| left <= f64::from(delay_ms)) {
                return Err(error);
            }
            self.tell(
                options,
                |hooks| hooks.on_retry.as_ref(),
                &RetryView::new(question.endpoint, delay_ms, &error),
            );
            Watch::new(None, Some(delay_ms)).ended().await;
            if let Some(gate) = &question.gate {
                let _ = transport::settle(gate.call0(&JsValue::UNDEFINED).map(Some)).await;
            }
        }
    }

    async fn attempt(
        &self,
        question: &Question<'_>,
        envelope: &Envelope,
        options: &CallOptions,
        attempt: u32,
    ) -> Result<JsValue, Error> {
        let endpoint = question.endpoint;
        self.tell(options, |hooks| hooks.on_request.as_ref(), &RequestView { endpoint, attempt });
        let began = Date::now();
        let watch = Watch::new(None, options.timeout_ms);
        let outcome = watch.over(self.exchange(question, envelope)).await;
        let outcome = outcome.unwrap_or_else(|_| Err(timed_out(options.timeout_ms))).map_err(|error| {
            let retryable = options.retry.may_succeed_later(&error);
            Error { attempts: attempt, retryable, ..error }
        });
        let shown = outcome.as_ref().map(|(status, _)| *status);
        let view = ResponseView::new(endpoint, attempt, Date::now() - began, shown);
        self.tell(options, |hooks| hooks.on_response.as_ref(), &view);
        outcome.map(|(_, data)| data)
    }

    async fn exchange(&self, question: &Question<'_>, envelope: &Envelope) -> Result<(u16, JsValue), Error> {
        let request = Request {
            url: &[self.config.base_url.trim_end_matches('/'), "/", question.endpoint].concat(),
            body: &envelope.to_json()?,
            headers: &self.config.headers,
            credentials: self.config.credentials,
            fetch: self.config.fetch.as_ref(),
        };
        let Answer { status, text } = request.send().await?;
        let checked = decode::data(&text).and_then(|data| (question.check)(&data).map(|()| data));
        checked
            .map(|data| (status, data))
            .map_err(|error| Error { status: Some(status), ..redacted(error, question, envelope) })
    }

    fn tell(
        &self,
        options: &CallOptions,
        hook: fn(&Hooks) -> Option<&Function>,
        view: &impl serde::Serialize,
    ) {
        tell(hook(&self.config.call.hooks), view);
        tell(hook(&options.hooks), view);
    }

    fn now(&self) -> Result<f64, Error> {
        const EXPECTED: &str = "a function that returns milliseconds since the epoch";
        let Some(now) = &self.config.now else { return Ok(Date::now()) };
        let moment = now.call0(&JsValue::UNDEFINED).map_err(|thrown| {
            Error::unexpected(Kind::Config, "now", EXPECTED, "one that throws").with_cause(thrown)
        })?;
        moment.as_f64().ok_or_else(|| Error::unexpected(Kind::Config, "now", EXPECTED, name_of(&moment)))
    }
}

fn timed_out(ms: Option<u32>) -> Error {
    let ms = ms.unwrap_or_default().to_string();
    Error::new(Kind::Timeout, &["no complete answer came within ", &ms, " ms"])
}

/// The CRM may repeat in its message what it was sent, and messages end up in logs.
fn redacted(error: Error, question: &Question<'_>, envelope: &Envelope) -> Error {
    if error.kind != Kind::Api {
        return error;
    }
    let mut secrets = plaintext::texts_in(question.plaintext);
    secrets.push(envelope.param.clone());
    // The longest first: a shorter one may be a part of it.
    secrets.sort_unstable_by_key(|secret| core::cmp::Reverse(secret.len()));
    let told = secrets.iter().filter(|secret| secret.len() >= SHORTEST_SECRET);
    told.fold(error, |error, secret| Error { message: error.message.replace(secret, "***"), ..error })
}
