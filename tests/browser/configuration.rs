use crate::given::{ask, config, get, js, message};
use houcaller_coupons::Client;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn refusal(config: &str) -> String {
    message(Client::new(&js(config)))
}

/// A whole configuration, with one field changed.
fn with(change: &str) -> String {
    format!("{{ baseUrl: '/v1', channel: 'hkl-test', cipher: {{ key: '12345678' }}, {change} }}")
}

#[wasm_bindgen_test]
fn names_the_field_and_what_was_expected() {
    assert_eq!(refusal("undefined"), "config: config: expected an object, found none");
    assert_eq!(refusal("[]"), "config: config: expected an object, found an array");
    for (change, expected) in [
        ("baseUrl: undefined", "baseUrl: expected a non-empty string, found none"),
        ("baseUrl: ''", "baseUrl: expected a non-empty string, found an empty one"),
        ("baseUrl: 1", "baseUrl: expected a string, found a number"),
        (
            "baseUrl: 'http://['",
            "baseUrl: expected an http: or https: address without user and password, or a path where there is a page to be relative to, found none",
        ),
        (
            "baseUrl: 'ftp://a/v1'",
            "baseUrl: expected an http: or https: address without user and password, or a path where there is a page to be relative to, found another scheme",
        ),
        (
            "baseUrl: 'http://u:p@a/v1'",
            "baseUrl: expected an http: or https: address without user and password, or a path where there is a page to be relative to, found one with them",
        ),
        ("channel: null", "channel: expected a non-empty string, found none"),
        ("cipher: undefined", "cipher: expected an object, found none"),
        ("cipher: '12345678'", "cipher: expected an object, found a string"),
        ("cipher: {}", "cipher.key: expected a string, found none"),
        ("cipher: { key: 12345678 }", "cipher.key: expected a string, found a number"),
        ("cipher: { key: 's3cret!' }", "cipher.key: expected at least 8 bytes, found 7 bytes"),
        (
            "cipher: { get key() { throw new Error('s3cret!!') } }",
            "cipher.key: reading it threw an exception",
        ),
        ("cipher: { key: '12345678', mode: 1 }", "cipher.mode: expected a string, found a number"),
        (
            "cipher: { key: '12345678', mode: 'CBC' }",
            "cipher.iv: expected 16 hex digits or 'key' with cipher.mode 'CBC', found none",
        ),
        (
            "cipher: { key: '12345678', keyDerivtion: 'md5' }",
            "cipher: expected key, keyEncoding, keyDerivation, algorithm, mode, iv, padding, output, found a field keyDerivtion",
        ),
        ("fetch: 'GET'", "fetch: expected a function, found a string"),
        ("now: 1581406120924", "now: expected a function, found a number"),
        ("headers: 'a: b'", "headers: expected an object, found a string"),
        ("headers: { 'x-trace': 1 }", "headers['x-trace']: expected a string, found a number"),
        (
            "headers: { 'x-trace': '豪' }",
            "headers['x-trace']: expected a header that HTTP can carry, found another",
        ),
        (
            "headers: { 'x-trace': 'a\\r\\nb: c' }",
            "headers['x-trace']: expected a header that HTTP can carry, found another",
        ),
        (
            "headers: { 'x trace': 'a' }",
            "headers['x trace']: expected a header that HTTP can carry, found another",
        ),
        ("credentials: true", "credentials: expected a string, found a boolean"),
        (
            "credentials: 'all'",
            "credentials: expected 'omit', 'same-origin' or 'include', found another string",
        ),
    ] {
        assert_eq!(refusal(&with(change)), format!("config: {expected}"), "{change}");
    }
}

#[wasm_bindgen_test]
fn a_getter_that_throws_is_the_cause() {
    let error = Client::new(&js(&with("get channel() { throw 'why' }"))).err().unwrap();
    assert_eq!(get(&error, "cause"), JsValue::from_str("why"));
}

#[wasm_bindgen_test]
fn a_clock_must_give_a_moment() {
    for (now, expected) in [
        ("() => '1581406120924'", "a function that returns milliseconds since the epoch, found a string"),
        ("() => { throw 0 }", "a function that returns milliseconds since the epoch, found one that throws"),
        ("() => NaN", "milliseconds since the epoch, found a number that is none"),
        ("() => -1", "milliseconds since the epoch, found a number that is none"),
    ] {
        let client = Client::new(&js(&with(&format!("now: {now}")))).unwrap();
        assert_eq!(
            message(client.build_envelope(&js("{}"))),
            format!("config: now: expected {expected}"),
            "{now}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_query_needs_an_id() {
    const NEITHER: &str =
        "query: expected memberId, platformId or both, found neither (empty or white space counts as absent)";
    for (query, expected) in [
        ("undefined", "query: expected an object, found none"),
        ("'K1H93QDKI00B7'", "query: expected an object, found a string"),
        ("{}", NEITHER),
        ("{ memberId: '', platformId: null }", NEITHER),
        ("{ memberId: ' \\t\\n\\u3000' }", NEITHER),
        ("{ memberId: 1 }", "query.memberId: expected a string, found a number"),
        ("{ memberId: 'K1', platformId: {} }", "query.platformId: expected a string, found an object"),
        ("{ get platformId() { throw 0 } }", "query.platformId: reading it threw an exception"),
    ] {
        let asked = ask(&config("() => { throw new Error('sent') }"), js(query), JsValue::UNDEFINED).await;
        assert_eq!(message(asked), format!("input: {expected}"), "{query}");
    }
}

#[wasm_bindgen_test]
async fn options_are_checked() {
    for (options, expected) in [
        ("1", "options: expected an object, found a number"),
        ("{ signal: 'stop' }", "signal: expected an AbortSignal, found a string"),
        (
            "{ timeoutMs: 0 }",
            "timeoutMs: expected a positive number of milliseconds, or Infinity, found a number",
        ),
        (
            "{ totalTimeoutMs: '1s' }",
            "totalTimeoutMs: expected a positive number of milliseconds, or Infinity, found a string",
        ),
        ("{ retry: -1 }", "retry: expected a whole number, 0 or more, found a number"),
        ("{ retry: 1.5 }", "retry: expected a whole number, 0 or more, found a number"),
        ("{ retry: NaN }", "retry: expected a whole number, 0 or more, found a number"),
        ("{ retry: 'twice' }", "retry: expected an object, found a string"),
        ("{ retry: { codes: ['1'] } }", "retry.codes: expected an array of numbers, found an array"),
        (
            "{ retry: { retries: 1 } }",
            "retry: expected limit, minDelayMs, maxDelayMs, maxRetryAfterMs, codes, found a field retries",
        ),
        ("{ onRetry: {} }", "onRetry: expected a function, found an object"),
        ("{ signal: {} }", "signal: expected an AbortSignal, found an object"),
    ] {
        let asked =
            ask(&config("() => { throw new Error('sent') }"), js("{ memberId: 'K1' }"), js(options)).await;
        assert_eq!(message(asked), format!("input: {expected}"), "{options}");
    }
}
