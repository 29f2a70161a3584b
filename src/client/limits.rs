//! What ends a call before its answer: the caller's signal, the total timeout, or the timeout of one attempt.

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
    // Structural and catching, because it may be a signal of another realm or of a polyfill.
    type Signal;
    // Not `Option`, because a reason of `null` must not become `undefined`.
    #[wasm_bindgen(method, getter, structural, catch)]
    fn reason(this: &Signal) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = addEventListener)]
    fn add(this: &Signal, event: &str, listener: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = removeEventListener)]
    fn remove(this: &Signal, event: &str, listener: &Function) -> Result<(), JsValue>;
}

/// Why a call or an attempt ended without a result.
pub enum Ended {
    /// The signal was aborted, for this reason.
    Aborted(JsValue),
    /// The total timeout expired.
    TimedOut,
    /// The attempt failed.
    Failed(Error),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The caller's signal with a listener. Dropping it removes the listener.
struct Abort<'a> {
    signal: &'a Signal,
    event: Wait,
    listener: Function,
}

const ABORT: &str = "abort";

impl<'a> Abort<'a> {
    fn new(signal: &'a JsValue) -> Self {
        let (event, listener) = Wait::for_callback();
        let signal: &Signal = signal.unchecked_ref();
        // A signal whose `addEventListener` throws cannot end the call during a wait.
        let _ = signal.add(ABORT, &listener);
        Self { signal, event, listener }
    }

    /// The signal's reason, or an `AbortError` for a signal of a polyfill or of an engine from before 2022, which has none.
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

/// The signal and the total timeout of a call.
pub struct Limits<'a> {
    abort: Option<Abort<'a>>,
    aborted: bool,
    /// When the total timeout expires, on the monotonic clock.
    deadline: Option<f64>,
}

impl<'a> Limits<'a> {
    /// The total timeout starts now.
    pub fn new(signal: Option<&'a JsValue>, total_ms: Option<u32>) -> Self {
        Self {
            aborted: signal.is_some_and(|signal| {
                get(signal, "aborted").ok().flatten().is_some_and(|aborted| aborted.is_truthy())
            }),
            abort: signal.map(Abort::new),
            deadline: total_ms.map(|ms| monotonic_ms() + f64::from(ms)),
        }
    }

    /// Checks whether the signal is aborted, which a hook may have done.
    ///
    /// # Errors
    /// The signal's reason.
    pub fn check(&self) -> Result<(), Ended> {
        match &self.abort {
            Some(abort) if self.aborted || abort.event.has_happened() => Err(Ended::Aborted(abort.reason())),
            _ => Ok(()),
        }
    }

    /// The milliseconds until the total timeout expires; `None` without one.
    pub fn left_ms(&self) -> Option<f64> {
        self.deadline.map(|deadline| (deadline - monotonic_ms()).max(0.0))
    }

    /// The limits of one attempt, whose timeout starts now.
    ///
    /// # Errors
    /// `config`, if the host has no timers; or that the total timeout has expired, while the host was busy for example.
    pub fn for_attempt(&self, timeout_ms: Option<u32>) -> Result<AttemptLimits<'_>, Ended> {
        let own = timeout_ms.map(f64::from);
        let left = self.left_ms().filter(|left| own.is_none_or(|own| *left <= own));
        if left == Some(0.0) {
            return Err(Ended::TimedOut);
        }
        let timer = left.or(own).map(|ms| Timer::new(ms.ceil())).transpose()?;
        Ok(AttemptLimits { call: self, timer, timeout_ms: timeout_ms.filter(|_| left.is_none()) })
    }

    /// Waits for an event until the call ends.
    ///
    /// # Errors
    /// Why the call ended.
    pub async fn wait(&self, wait: &Wait) -> Result<Settled, Ended> {
        self.for_attempt(None)?.wait(wait).await
    }
}

/// The limits of the call, and the timer of one attempt.
pub struct AttemptLimits<'a> {
    call: &'a Limits<'a>,
    timer: Option<Timer>,
    /// The timeout of this attempt; `None` if the total timeout expires first.
    timeout_ms: Option<u32>,
}

impl AttemptLimits<'_> {
    /// Waits for an event until the attempt ends.
    ///
    /// # Errors
    /// Why the attempt ended.
    pub async fn wait(&self, wait: &Wait) -> Result<Settled, Ended> {
        poll_fn(|context| self.poll(wait, context.waker())).await
    }

    // Not inlined, because a copy at every wait would make the download larger.
    #[inline(never)]
    fn poll(&self, wait: &Wait, waker: &Waker) -> Poll<Result<Settled, Ended>> {
        let has_ended = |ended: &Wait| ended.outcome(waker).is_some();
        if let Some(abort) = &self.call.abort
            && has_ended(&abort.event)
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

/// The error for an expired timeout.
pub fn timed_out(ms: u32) -> Error {
    Error::new(Kind::Timeout, &["no complete answer came within ", &decimal(u64::from(ms)), " ms"])
}
