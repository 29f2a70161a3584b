use super::*;

fn failed(retry_after_ms: Option<f64>) -> Error {
    let mut error = Error::new(Kind::Network, &["lost"]);
    error.retry_after_ms = retry_after_ms;
    error
}

#[test]
fn the_wait_doubles_up_to_its_bound() {
    let retry = Retry { limit: 9, ..Retry::default() };
    let bounds = |random| {
        (1..=9).map(|attempt| retry.delay_ms(&failed(None), attempt, random).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(bounds(0.0), [0.0; 9]);
    assert_eq!(bounds(0.5), [250.0, 500.0, 1e3, 2e3, 4e3, 4e3, 4e3, 4e3, 4e3]);
    assert!(bounds(0.999_999).iter().all(|wait| *wait < 8_000.0));
}

#[test]
fn the_largest_settings_do_not_overflow() {
    let retry = Retry { limit: u32::MAX, min_delay_ms: u32::MAX, max_delay_ms: u32::MAX, ..Retry::default() };
    assert_eq!(retry.delay_ms(&failed(None), u32::MAX, 0.0), Some(0.0));
    let longest = retry.delay_ms(&failed(None), 40, 0.999).unwrap();
    assert!(longest > f64::from(LONGEST_WAIT_MS / 2) && longest <= f64::from(LONGEST_WAIT_MS));
}

#[test]
fn there_is_no_retry_after_the_limit() {
    let retry = Retry::default();
    assert!(retry.delay_ms(&failed(None), 2, 0.5).is_some());
    assert_eq!(retry.delay_ms(&failed(None), 3, 0.5), None);
    assert_eq!(Retry { limit: 0, ..retry }.delay_ms(&failed(None), 1, 0.5), None);
}

#[test]
fn retry_after_is_respected_up_to_a_limit() {
    let retry = Retry::default();
    assert_eq!(retry.delay_ms(&failed(Some(3_000.0)), 1, 0.5), Some(3_000.0));
    assert_eq!(retry.delay_ms(&failed(Some(-5.0)), 1, 0.5), Some(0.0));
    assert_eq!(retry.delay_ms(&failed(Some(20_001.0)), 1, 0.5), None);
}

#[test]
fn retry_after_seconds_reads_only_whole_seconds() {
    for (header, ms) in
        [("0", Some(0.0)), ("120", Some(120_000.0)), ("", None), ("-1", None), ("1.5", None), ("soon", None)]
    {
        assert_eq!(retry_after_seconds(header), ms, "{header}");
    }
    assert!(retry_after_seconds("99999999999999999999").unwrap() > 1e11);
}

#[test]
fn listed_statuses_and_codes_may_succeed_later() {
    let retry = Retry { codes: vec![1006.0], ..Retry::default() };
    let error = |kind, status, code| {
        let mut error = Error::new(kind, &[]);
        (error.status, error.code) = (status, code);
        error
    };
    for status in [408, 425, 429, 500, 502, 503, 504] {
        assert!(retry.may_succeed_later(&error(Kind::Http, Some(status), None)));
    }
    for status in [0, 301, 400, 401, 403, 404, 501, 505] {
        assert!(!retry.may_succeed_later(&error(Kind::Http, Some(status), None)));
    }
    for (code, expected) in [(1006.0, true), (1004.0, false)] {
        assert_eq!(retry.may_succeed_later(&error(Kind::Api, None, Some(code))), expected);
    }
    for (kind, expected) in
        [(Kind::Network, true), (Kind::Timeout, true), (Kind::Decode, false), (Kind::Input, false)]
    {
        assert_eq!(retry.may_succeed_later(&error(kind, None, None)), expected);
    }
}
