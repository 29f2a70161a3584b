//! Whether and when a call is retried: exponential back-off with full jitter, or the server's `Retry-After`.

use crate::error::{Error, Kind};
use crate::js_value::{Fields, count, elements, name_of};
use wasm_bindgen::JsValue;

/// The longest time that `setTimeout` can wait. With a longer one it does not wait at all.
pub const LONGEST_WAIT_MS: u32 = i32::MAX as u32;

/// `RetryOptions` with its defaults filled in.
#[derive(Clone, Debug)]
pub struct Retry {
    pub limit: u32,
    pub min_delay_ms: u32,
    pub max_delay_ms: u32,
    pub max_retry_after_ms: u32,
    pub codes: Vec<f64>,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            limit: 2,
            min_delay_ms: 500,
            max_delay_ms: 8_000,
            max_retry_after_ms: 20_000,
            codes: Vec::new(),
        }
    }
}

const FIELDS: [&str; 5] = ["limit", "minDelayMs", "maxDelayMs", "maxRetryAfterMs", "codes"];

impl Retry {
    /// Reads `RetryOptions`, or a number that is the limit. Absent options keep their present value.
    ///
    /// # Errors
    /// Of this kind, naming the field.
    pub fn read(&mut self, kind: Kind, value: &JsValue) -> Result<(), Error> {
        const RETRY: &str = "retry";
        if value.as_f64().is_some() {
            self.limit = count(kind, &[RETRY], value)?;
            return Ok(());
        }
        let fields = Fields::of(kind, &[RETRY], value, "retry.")?;
        fields.known_only(RETRY, &FIELDS)?;
        for (name, setting) in [
            ("limit", &mut self.limit),
            ("minDelayMs", &mut self.min_delay_ms),
            ("maxDelayMs", &mut self.max_delay_ms),
            ("maxRetryAfterMs", &mut self.max_retry_after_ms),
        ] {
            if let Some(found) = fields.count(name)? {
                *setting = found;
            }
        }
        if let Some(codes) = fields.optional("codes")? {
            self.codes = numbers(kind, &codes)?;
        }
        Ok(())
    }

    /// The milliseconds to wait after a failed attempt; `None` if there is no retry. `random` is in `[0, 1)` and gives the
    /// jitter, so that clients which failed at the same time do not retry at the same time.
    pub fn delay_ms(&self, error: &Error, attempts: u32, random: f64) -> Option<f64> {
        if attempts > self.limit || !self.may_succeed_later(error) {
            return None;
        }
        let Some(retry_after_ms) = error.retry_after_ms else {
            let doublings = attempts.saturating_sub(1).min(31);
            let bound = self.min_delay_ms.saturating_mul(1 << doublings);
            return Some((f64::from(bound.min(self.max_delay_ms).min(LONGEST_WAIT_MS)) * random).floor());
        };
        let longest = f64::from(self.max_retry_after_ms.min(LONGEST_WAIT_MS));
        (retry_after_ms <= longest).then(|| retry_after_ms.max(0.0).ceil())
    }

    /// Whether the same call may succeed later.
    pub fn may_succeed_later(&self, error: &Error) -> bool {
        match error.kind {
            Kind::Network | Kind::Timeout => true,
            Kind::Http => matches!(error.status, Some(408 | 425 | 429 | 500 | 502 | 503 | 504)),
            Kind::Api => error.code.is_some_and(|code| self.codes.contains(&code)),
            Kind::Config | Kind::Input | Kind::Decode => false,
        }
    }
}

fn numbers(kind: Kind, value: &JsValue) -> Result<Vec<f64>, Error> {
    const CODES: &str = "retry.codes";
    let wrong = || Error::unexpected(kind, &[CODES], "an array of numbers", &name_of(value));
    let elements = elements(kind, &[CODES], value).map_err(|_| wrong())?;
    elements.iter().map(|code| code.as_f64()).collect::<Option<_>>().ok_or_else(wrong)
}

/// Parses a `Retry-After` of delta-seconds to milliseconds; `None` for any other text, such as a date.
pub fn retry_after_seconds(header: &str) -> Option<f64> {
    if header.is_empty() {
        return None;
    }
    // Ignores digits after the ninth, because nine digits are already more than thirty years.
    header
        .bytes()
        .enumerate()
        .try_fold(0.0, |seconds, (place, byte)| {
            let digit = byte.is_ascii_digit().then(|| f64::from(byte - b'0'))?;
            Some(if place < 9 { seconds * 10.0 + digit } else { seconds })
        })
        .map(|seconds| seconds * 1_000.0)
}

#[cfg(test)]
mod tests;
