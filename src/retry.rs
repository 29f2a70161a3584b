//! Whether and when a call is tried again: exponential back-off with full jitter, and what the server asks for.

use crate::error::{Error, Kind};

/// The longest time that `setTimeout` can wait; beyond it, it does not wait at all.
pub const LONGEST_WAIT_MS: u32 = i32::MAX as u32;

/// How often, how long, and for which answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Retry {
    /// How many attempts may follow the first.
    pub limit: u32,
    /// The upper bound of the first wait; each further one doubles it.
    pub min_delay_ms: u32,
    /// Where the doubling stops.
    pub max_delay_ms: u32,
    /// The longest `Retry-After` that is waited for; a longer one ends the call.
    pub max_retry_after_ms: u32,
    /// The CRM's codes that are worth another attempt. None is documented.
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

impl Retry {
    /// The milliseconds to wait after a failed attempt, or nothing when it was the last.
    ///
    /// `random` is in `0..1`: full jitter, so that clients which failed together do not come back together.
    pub fn delay_ms(&self, error: &Error, random: f64) -> Option<u32> {
        if error.attempts > self.limit || !error.retryable {
            return None;
        }
        match error.retry_after_ms {
            Some(asked) if asked <= f64::from(self.max_retry_after_ms.min(LONGEST_WAIT_MS)) => {
                Some(asked.max(0.0).ceil() as u32)
            }
            Some(_) => None,
            None => {
                let doublings = error.attempts.saturating_sub(1).min(31);
                let bound = self
                    .min_delay_ms
                    .saturating_mul(1 << doublings)
                    .min(self.max_delay_ms)
                    .min(LONGEST_WAIT_MS);
                Some((f64::from(bound) * random) as u32)
            }
        }
    }

    /// Whether the same call may succeed later.
    pub fn may_succeed_later(&self, error: &Error) -> bool {
        match (error.kind, error.status, error.code) {
            (Kind::Network | Kind::Timeout, ..) => true,
            (Kind::Http, Some(status), _) => matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504),
            (Kind::Api, _, Some(code)) => self.codes.contains(&code),
            _ => false,
        }
    }
}

/// The milliseconds that a `Retry-After` in seconds asks for. A date is for the host to read.
pub fn retry_after_seconds(header: &str) -> Option<f64> {
    let header = header.trim();
    let digits = !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit());
    // Nine digits are thirty years.
    digits.then(|| {
        header.get(..9).unwrap_or(header).parse().map_or(0.0, |seconds: u32| f64::from(seconds) * 1_000.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(attempts: u32, retry_after_ms: Option<f64>) -> Error {
        Error { attempts, retry_after_ms, retryable: true, ..Error::new(Kind::Network, &["lost"]) }
    }

    #[test]
    fn the_wait_doubles_up_to_its_bound() {
        let retry = Retry { limit: 9, ..Retry::default() };
        let bounds = |random| {
            (1..=9).map(|attempt| retry.delay_ms(&failed(attempt, None), random).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(bounds(0.0), [0; 9]);
        assert_eq!(bounds(0.5), [250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000]);
        assert!(bounds(0.999_999).iter().all(|wait| *wait < 8_000));
    }

    #[test]
    fn nothing_overflows() {
        let retry =
            Retry { limit: u32::MAX, min_delay_ms: u32::MAX, max_delay_ms: u32::MAX, ..Retry::default() };
        assert_eq!(retry.delay_ms(&failed(u32::MAX, None), 0.0), Some(0));
        let longest = retry.delay_ms(&failed(40, None), 0.999).unwrap();
        assert!(longest > LONGEST_WAIT_MS / 2 && longest <= LONGEST_WAIT_MS);
    }

    #[test]
    fn the_limit_ends_it() {
        let retry = Retry::default();
        assert!(retry.delay_ms(&failed(2, None), 0.5).is_some());
        assert_eq!(retry.delay_ms(&failed(3, None), 0.5), None);
        assert_eq!(Retry { limit: 0, ..retry }.delay_ms(&failed(1, None), 0.5), None);
    }

    #[test]
    fn what_the_server_asks_for_is_waited_for_up_to_a_limit() {
        let retry = Retry::default();
        assert_eq!(retry.delay_ms(&failed(1, Some(3_000.0)), 0.5), Some(3_000));
        assert_eq!(retry.delay_ms(&failed(1, Some(-5.0)), 0.5), Some(0));
        assert_eq!(retry.delay_ms(&failed(1, Some(20_001.0)), 0.5), None);
    }

    #[test]
    fn reads_seconds_only() {
        for (header, ms) in [
            ("0", Some(0.0)),
            (" 120 ", Some(120_000.0)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            assert_eq!(retry_after_seconds(header), ms, "{header}");
        }
        assert!(retry_after_seconds("99999999999999999999").unwrap() > 1e11);
    }

    #[test]
    fn listed_statuses_and_codes_may_succeed_later() {
        let retry = Retry { codes: vec![1006.0], ..Retry::default() };
        for status in [408, 425, 429, 500, 502, 503, 504] {
            assert!(retry.may_succeed_later(&Error { status: Some(status), ..Error::new(Kind::Http, &[]) }));
        }
        for status in [0, 301, 400, 401, 403, 404, 501, 505] {
            assert!(!retry.may_succeed_later(&Error { status: Some(status), ..Error::new(Kind::Http, &[]) }));
        }
        for (code, expected) in [(1006.0, true), (1004.0, false)] {
            assert_eq!(
                retry.may_succeed_later(&Error { code: Some(code), ..Error::new(Kind::Api, &[]) }),
                expected
            );
        }
        for (kind, expected) in
            [(Kind::Network, true), (Kind::Timeout, true), (Kind::Decode, false), (Kind::Input, false)]
        {
            assert_eq!(retry.may_succeed_later(&Error::new(kind, &[])), expected);
        }
    }
}
