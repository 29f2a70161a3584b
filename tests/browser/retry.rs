//! Attempts, waits and what ends them. `fetch` is replaced by a script of outcomes, one an attempt.

use crate::given::{RESPONSE, config, error, get, js, list, message, text};
use js_sys::{Array, Function, JSON};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// A configuration whose attempts end as scripted, and which records them. The last outcome repeats.
fn scripted(outcomes: &str, options: &str) -> JsValue {
    let response = JSON::stringify(&RESPONSE.into()).unwrap();
    let script = js(&format!(
        "(config) => {{
            const good = () => new Response({response});
            const status = (status, headers = {{}}) => () => new Response('', {{ status, headers }});
            const lost = () => {{ throw new TypeError('lost') }};
            const hang = (init) => new Promise((_, reject) => init.signal.addEventListener('abort', () => reject(init.signal.reason)));
            const outcomes = {outcomes};
            config.bodies = []; config.signals = []; config.views = []; config.clock = 1000;
            const record = (name) => (view) => {{ config.views.push([name, view]) }};
            return Object.assign(config, {{
                now: () => config.clock++,
                fetch: async (url, init) => {{
                    config.bodies.push(init.body); config.signals.push(init.signal);
                    return outcomes[Math.min(config.bodies.length, outcomes.length) - 1](init);
                }},
                onRequest: record('request'), onResponse: record('response'), onRetry: record('retry'),
                retry: {{ minDelayMs: 1 }},
            }}, {options});
        }}"
    ));
    Function::from(script).call1(&JsValue::UNDEFINED, &config("undefined")).unwrap()
}

fn attempts(config: &JsValue) -> u32 {
    Array::from(&get(config, "bodies")).length()
}

async fn coupons(config: &JsValue) -> u32 {
    Array::from(&list(config, JsValue::UNDEFINED).await.unwrap()).length()
}

#[wasm_bindgen_test]
async fn tries_again_what_may_be_different_the_next_time() {
    for outcome in [
        "lost",
        "status(408)",
        "status(425)",
        "status(429)",
        "status(500)",
        "status(502)",
        "status(503)",
        "status(504)",
    ] {
        let config = scripted(&format!("[{outcome}, {outcome}, good]"), "{}");
        assert_eq!(coupons(&config).await, 8, "{outcome}");
        assert_eq!(attempts(&config), 3, "{outcome}");
    }
}

#[wasm_bindgen_test]
async fn does_not_try_again_what_would_be_the_same() {
    for outcome in [
        "status(400)",
        "status(404)",
        "status(501)",
        "() => new Response('<html>')",
        r#"() => new Response('{"code":1004}')"#,
    ] {
        let config = scripted(&format!("[{outcome}, good]"), "{}");
        list(&config, JsValue::UNDEFINED).await.unwrap_err();
        assert_eq!(attempts(&config), 1, "{outcome}");
    }
}

#[wasm_bindgen_test]
async fn tries_again_the_codes_that_the_caller_lists() {
    let busy = r#"[() => new Response('{"code":1013}'), good]"#;
    let config = scripted(busy, "{ retry: { minDelayMs: 1, codes: [1013] } }");
    assert_eq!((coupons(&config).await, attempts(&config)), (8, 2));
}

#[wasm_bindgen_test]
async fn gives_up_after_its_limit_and_says_how_often_it_tried() {
    for (options, expected) in [("{}", 3), ("{ retry: 0 }", 1), ("{ retry: { limit: 4, minDelayMs: 1 } }", 5)]
    {
        let config = scripted("[status(503)]", options);
        let thrown = list(&config, JsValue::UNDEFINED).await.unwrap_err();
        assert_eq!(get(&thrown, "attempts").as_f64(), Some(f64::from(expected)), "{options}");
        assert_eq!(attempts(&config), expected, "{options}");
        assert_eq!(get(&thrown, "retryable"), JsValue::TRUE);
    }
}

#[wasm_bindgen_test]
async fn a_call_may_have_its_own_retry() {
    let config = scripted("[status(503), good]", "{}");
    list(&config, js("{ retry: 0 }")).await.unwrap_err();
    assert_eq!(attempts(&config), 1);
}

#[wasm_bindgen_test]
async fn every_attempt_has_a_fresh_timestamp() {
    let config = scripted("[lost, lost, good]", "{}");
    coupons(&config).await;
    let bodies = Array::from(&get(&config, "bodies"));
    let stamps: Vec<_> = bodies
        .iter()
        .map(|body| text(&JSON::parse(&body.as_string().unwrap()).unwrap(), "timestamp"))
        .collect();
    assert_eq!(stamps, ["1000", "1001", "1002"]);
}

#[wasm_bindgen_test]
async fn waits_as_long_as_the_server_asks() {
    for header in ["'1'", "new Date(Date.now() + 1900).toUTCString()"] {
        let config = scripted(&format!("[status(429, {{ 'retry-after': {header} }}), good]"), "{}");
        let began = js_sys::Date::now();
        assert_eq!(coupons(&config).await, 8);
        let waited = js_sys::Date::now() - began;
        // A date has whole seconds: nearly two may become nearly one.
        assert!((850.0..3_000.0).contains(&waited), "{header}: {waited}");
    }
}

#[wasm_bindgen_test]
async fn a_server_that_asks_for_too_long_ends_the_call() {
    for (header, options) in
        [("21", "{}"), ("9", "{ retry: { maxRetryAfterMs: 8000 } }"), ("5", "{ totalTimeoutMs: 4000 }")]
    {
        let config = scripted(&format!("[status(429, {{ 'retry-after': '{header}' }}), good]"), options);
        let began = js_sys::Date::now();
        assert_eq!(
            message(list(&config, JsValue::UNDEFINED).await),
            "http: the CRM answered HTTP status 429"
        );
        assert!(js_sys::Date::now() - began < 1_000.0);
        assert_eq!(attempts(&config), 1);
    }
}

#[wasm_bindgen_test]
async fn an_attempt_has_its_time_and_so_has_the_whole() {
    let config = scripted("[hang, good]", "{ timeoutMs: 20, retry: { minDelayMs: 1 } }");
    assert_eq!((coupons(&config).await, attempts(&config)), (8, 2));

    let config = scripted("[hang]", "{ timeoutMs: 20, retry: { limit: 1, minDelayMs: 1 } }");
    let thrown = list(&config, JsValue::UNDEFINED).await.unwrap_err();
    assert_eq!(error(&thrown), ("timeout".to_owned(), "no complete answer came within 20 ms".to_owned()));
    assert_eq!(get(&thrown, "attempts").as_f64(), Some(2.0));

    let config = scripted("[hang]", "{ timeoutMs: Infinity, totalTimeoutMs: 30 }");
    assert_eq!(
        message(list(&config, JsValue::UNDEFINED).await),
        "timeout: no complete answer came within 30 ms"
    );
    assert_eq!(attempts(&config), 1);
}

#[wasm_bindgen_test]
async fn what_is_given_up_is_aborted() {
    let config = scripted("[hang]", "{ timeoutMs: 20, retry: 0 }");
    list(&config, JsValue::UNDEFINED).await.unwrap_err();
    let signal = Array::from(&get(&config, "signals")).get(0);
    assert_eq!(get(&signal, "aborted"), JsValue::TRUE);
}

/// Aborts with each kind of reason at three moments; the promise rejects with exactly it, at once, and leaves nothing behind.
#[wasm_bindgen_test]
async fn an_abort_ends_it_at_any_moment_with_its_own_reason() {
    const ABORT: &str = "(moment, reason, config) => {
        const controller = new AbortController();
        const signal = controller.signal;
        let listeners = 0;
        const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
        signal.addEventListener = function (...args) { listeners++; return add.apply(this, args) };
        signal.removeEventListener = function (...args) { listeners--; return remove.apply(this, args) };
        config.listeners = () => listeners;
        config.reason = () => signal.reason;
        const abort = () => { config.abortedAt = performance.now(); reason === undefined ? controller.abort() : controller.abort(reason) };
        if (moment === 'before') abort();
        if (moment === 'during') setTimeout(abort, 10);
        if (moment === 'between') config.onRetry = () => setTimeout(abort, 10);
        return { signal };
    }";
    let abort = Function::from(js(ABORT));
    for reason in
        ["new Error('stop')", "'why'", "undefined", "new DOMException('gone', 'AbortError')", "null", "0"]
    {
        for (moment, outcomes, sent) in
            [("before", "[good]", 0), ("during", "[hang]", 1), ("between", "[lost]", 1)]
        {
            let config = scripted(
                outcomes,
                "{ retry: { minDelayMs: 1e9, maxDelayMs: 1e9 }, totalTimeoutMs: Infinity }",
            );
            let options = abort.call3(&JsValue::UNDEFINED, &moment.into(), &js(reason), &config).unwrap();
            let thrown = list(&config, options).await.unwrap_err();
            let rejected_at = js("performance.now()").as_f64().unwrap();
            let call = |name| Function::from(get(&config, name)).call0(&JsValue::UNDEFINED).unwrap();
            assert!(js_sys::Object::is(&thrown, &call("reason")), "{reason} {moment}");
            assert_eq!(attempts(&config), sent, "{reason} {moment}");
            assert!(rejected_at - get(&config, "abortedAt").as_f64().unwrap() < 100.0, "{reason} {moment}");
            assert_eq!(call("listeners").as_f64(), Some(0.0), "{reason} {moment}");
        }
    }
}

#[wasm_bindgen_test]
async fn no_timer_is_left_behind() {
    const COUNTING: &str = "(() => {
        const pending = new Set(); const { setTimeout: set, clearTimeout: clear } = globalThis;
        globalThis.setTimeout = (callback, ms) => { const id = set(() => { pending.delete(id); callback() }, ms); pending.add(id); return id };
        globalThis.clearTimeout = (id) => { pending.delete(id); clear(id) };
        return { pending: () => pending.size, restore() { Object.assign(globalThis, { setTimeout: set, clearTimeout: clear }) } };
    })()";
    let timers = js(COUNTING);
    let outcomes = ["[good]", "[lost, good]", "[status(404)]", "[status(503)]", "[hang, good]"];
    for outcomes in outcomes {
        let _ = list(&scripted(outcomes, "{ timeoutMs: 20, retry: { minDelayMs: 1 } }"), JsValue::UNDEFINED)
            .await;
    }
    let call = |name| Function::from(get(&timers, name)).call0(&timers).unwrap();
    let pending = call("pending");
    call("restore");
    assert_eq!(pending.as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
async fn the_hooks_see_what_happens_and_no_secret() {
    let config = scripted("[status(503, { 'retry-after': '0' }), lost, good]", "{}");
    coupons(&config).await;
    let shown = JSON::stringify(&js_sys::Function::new_with_args("views", "return views.map(([name, view]) => { const { durationMs, delayMs, ...rest } = view; return { name, ...rest } })")
        .call1(&JsValue::UNDEFINED, &get(&config, "views")).unwrap()).unwrap();
    let endpoint = r#""endpoint":"listCpnItemByMember""#;
    let expected = [
        format!(r#"{{"name":"request",{endpoint},"attempt":1}}"#),
        format!(
            r#"{{"name":"response",{endpoint},"attempt":1,"kind":"http","status":503,"retryAfterMs":0}}"#
        ),
        format!(r#"{{"name":"retry",{endpoint},"attempt":1,"kind":"http","status":503}}"#),
        format!(r#"{{"name":"request",{endpoint},"attempt":2}}"#),
        format!(r#"{{"name":"response",{endpoint},"attempt":2,"kind":"network"}}"#),
        format!(r#"{{"name":"retry",{endpoint},"attempt":2,"kind":"network"}}"#),
        format!(r#"{{"name":"request",{endpoint},"attempt":3}}"#),
        format!(r#"{{"name":"response",{endpoint},"attempt":3,"status":200,"code":0}}"#),
    ];
    assert_eq!(shown, format!("[{}]", expected.join(",")));
}

#[wasm_bindgen_test]
async fn a_hook_that_fails_breaks_nothing() {
    for hook in [
        "() => { throw new Error('hook') }",
        "async () => { throw new Error('hook') }",
        "() => ({ then: 1 })",
    ] {
        let config = scripted(
            "[lost, good]",
            &format!("{{ onRequest: {hook}, onResponse: {hook}, onRetry: {hook} }}"),
        );
        assert_eq!(coupons(&config).await, 8);
    }
}
