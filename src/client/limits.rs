//! What ends a call before it is answered: the caller's signal, the time for all attempts, the time for one.

use super::host::monotonic_ms;
use super::wait::{Settled, Timer, Wait};
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::get;
use core::future::poll_fn;
use core::task::{Poll, Waker};
use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // A signal of another realm, or of a polyfill: whatever it does, it is not ours.
    type Signal;
    // For what must be there wasm-bindgen takes a slot even when the getter throws; here `null` must not become `undefined`.
    #[wasm_bindgen(method, getter, structural, catch)]
    fn reason(this: &Signal) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = addEventListener)]
    fn add(this: &Signal, event: &str, listener: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = removeEventListener)]
    fn remove(this: &Signal, event: &str, listener: &Function) -> Result<(), JsValue>;
}

/// Why there is no outcome.
pub enum Ended {
    /// The signal was aborted, for this reason.
    Aborted(JsValue),
    /// The time for all attempts ran out.
    TimedOut,
    /// The attempt failed.
    Failed(Error),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The caller's signal. Dropping it takes the listener away.
struct Abort<'a> {
    signal: &'a Signal,
    heard: Wait,
    listener: Function,
}

const ABORT: &str = "abort";

impl<'a> Abort<'a> {
    fn new(signal: &'a JsValue) -> Self {
        let (heard, listener) = Wait::for_callback();
        let signal: &Signal = signal.unchecked_ref();
        // A signal that takes no listener ends nothing while it is waited for.
        let _ = signal.add(ABORT, &listener);
        Self { signal, heard, listener }
    }

    /// A signal of a polyfill, or of an engine from before 2022, has no reason of its own.
    fn reason(&self) -> JsValue {
        self.signal.reason().ok().filter(|reason| !reason.is_undefined()).unwrap_or_else(|| {
            let error = js_sys::Error::new("the call was aborted");
            error.set_name("AbortError");
            error.into()
        })
    }
}

impl Drop for Abort<'_> {
    fn drop(&mut self) {
        let _ = self.signal.remove(ABORT, &self.listener);
    }
}

/// What ends a call.
pub struct Limits<'a> {
    abort: Option<Abort<'a>>,
    aborted: bool,
    /// When the time for all attempts runs out, on the monotonic clock.
    until: Option<f64>,
}

impl<'a> Limits<'a> {
    /// From now on.
    pub fn new(signal: Option<&'a JsValue>, total_ms: Option<u32>) -> Self {
        Self {
            aborted: signal.is_some_and(|signal| {
                get(signal, "aborted").ok().flatten().is_some_and(|aborted| aborted.is_truthy())
            }),
            abort: signal.map(Abort::new),
            until: total_ms.map(|ms| monotonic_ms() + f64::from(ms)),
        }
    }

    /// Whether the signal has ended the call: a hook may have aborted it.
    ///
    /// # Errors
    /// The signal's reason.
    pub fn check(&self) -> Result<(), Ended> {
        match &self.abort {
            Some(abort) if self.aborted || abort.heard.has_happened() => Err(Ended::Aborted(abort.reason())),
            _ => Ok(()),
        }
    }

    /// The milliseconds that are left for all attempts; `None` for no end.
    pub fn left_ms(&self) -> Option<f64> {
        self.until.map(|until| (until - monotonic_ms()).max(0.0))
    }

    /// The limits of one attempt, which begins now.
    ///
    /// # Errors
    /// `config`, where the host has no timers.
    pub fn of_attempt(&self, timeout_ms: Option<u32>) -> Result<AttemptLimits<'_>, Error> {
        let own = timeout_ms.map(f64::from);
        let left = self.left_ms().filter(|left| own.is_none_or(|own| *left <= own));
        let timer = left.or(own).map(|ms| Timer::new(ms.ceil())).transpose()?;
        Ok(AttemptLimits { call: self, timer, timeout_ms: timeout_ms.filter(|_| left.is_none()) })
    }

    /// Waits until something happens, or the call ends.
    ///
    /// # Errors
    /// Why the call ended.
    pub async fn wait(&self, wait: &Wait) -> Result<Settled, Ended> {
        self.of_attempt(None)?.wait(wait).await
    }
}

/// What ends an attempt.
pub struct AttemptLimits<'a> {
    call: &'a Limits<'a>,
    timer: Option<Timer>,
    /// The time for this attempt, where that runs out first.
    timeout_ms: Option<u32>,
}

impl AttemptLimits<'_> {
    /// Waits until something happens, or the attempt ends.
    ///
    /// # Errors
    /// Why it ended.
    pub async fn wait(&self, wait: &Wait) -> Result<Settled, Ended> {
        poll_fn(|context| self.look(wait, context.waker())).await
    }

    // In one place: it would else be in line wherever something is waited for.
    #[inline(never)]
    fn look(&self, wait: &Wait, waker: &Waker) -> Poll<Result<Settled, Ended>> {
        let has_ended = |ended: &Wait| ended.outcome(waker).is_some();
        if let Some(abort) = &self.call.abort
            && has_ended(&abort.heard)
        {
            return Poll::Ready(Err(Ended::Aborted(abort.reason())));
        }
        if let Some(timer) = &self.timer
            && has_ended(&timer.wait)
        {
            return Poll::Ready(Err(match self.timeout_ms {
                Some(ms) => timed_out(ms).into(),
                None => Ended::TimedOut,
            }));
        }
        wait.outcome(waker).map_or(Poll::Pending, |settled| Poll::Ready(Ok(settled)))
    }
}

/// The error for a time that ran out.
pub fn timed_out(ms: u32) -> Error {
    Error::new(Kind::Timeout, &["no complete answer came within ", &decimal(u64::from(ms)), " ms"])
}
