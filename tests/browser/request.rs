use crate::given::{RESPONSE, ask, config, get, js, list, message, text};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// What the `fetch` of this configuration was called with.
async fn sent(change: &str) -> JsValue {
    let config = config("undefined");
    let response = js_sys::JSON::stringify(&RESPONSE.into()).unwrap();
    let change = js(&format!(
        "config => (Object.assign(config, {change}, {{ fetch: async (url, init) => {{ config.sent = {{ url, init }}; return new Response({response}) }} }}), config)"
    ));
    let config = js_sys::Function::from(change).call1(&JsValue::UNDEFINED, &config).unwrap();
    ask(&config, js("{ memberId: 'K1H93QDKI00B7' }"), JsValue::UNDEFINED).await.unwrap();
    get(&config, "sent")
}

#[wasm_bindgen_test]
async fn posts_the_envelope_as_json() {
    let sent = sent("{}").await;
    assert_eq!(text(&sent, "url"), "/v1/listCpnItemByMember");
    let init = get(&sent, "init");
    assert_eq!(text(&init, "method"), "POST");
    assert_eq!(text(&get(&init, "headers"), "content-type"), "application/json");
    assert_eq!(
        text(&init, "body"),
        r#"{"param":"4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227","channel":"hkl-test","timestamp":"1581406120924"}"#
    );
}

#[wasm_bindgen_test]
async fn sends_the_callers_headers_and_credentials() {
    let sent = sent("{ credentials: 'include', headers: { 'Content-Type': 'application/json;charset=UTF-8', 'x-a': '1' } }").await;
    let init = get(&sent, "init");
    assert_eq!(text(&init, "credentials"), "include");
    let headers = get(&init, "headers");
    assert_eq!(
        js_sys::JSON::stringify(&headers).unwrap(),
        r#"{"Content-Type":"application/json;charset=UTF-8","x-a":"1"}"#
    );
}

#[wasm_bindgen_test]
async fn what_comes_back_decides_the_kind() {
    for (fetch, expected) in [
        ("() => { throw new TypeError('no network') }", "network: no complete answer came from the CRM"),
        (
            "async () => { throw new TypeError('no network') }",
            "network: no complete answer came from the CRM",
        ),
        (
            "async () => undefined",
            "config: fetch: expected a promise of a Response, found one of something else",
        ),
        ("async () => new Response('', { status: 404 })", "http: the CRM answered HTTP status 404"),
        ("async () => new Response('', { status: 503 })", "http: the CRM answered HTTP status 503"),
        ("async () => Response.error()", "http: the CRM answered HTTP status 0"),
        (
            "async () => new Response(new Uint8Array([0x22, 0xff, 0x22]))",
            "decode: the answer is not valid UTF-8",
        ),
        (
            "async () => new Response(new ReadableStream({ start(c) { c.error(new Error('cut')) } }))",
            "network: no complete answer came from the CRM",
        ),
    ] {
        assert_eq!(message(list(&config(fetch), JsValue::UNDEFINED).await), expected, "{fetch}");
    }
}

#[wasm_bindgen_test]
async fn an_error_says_whether_to_try_again() {
    for (fetch, status, retryable) in [
        ("async () => new Response('', { status: 503 })", Some(503.0), true),
        ("async () => new Response('', { status: 404 })", Some(404.0), false),
        ("async () => { throw 0 }", None, true),
    ] {
        let error = list(&config(fetch), JsValue::UNDEFINED).await.unwrap_err();
        assert_eq!(get(&error, "status").as_f64(), status, "{fetch}");
        assert_eq!(get(&error, "retryable").as_bool(), Some(retryable), "{fetch}");
        assert_eq!(get(&error, "attempts").as_f64(), Some(1.0), "{fetch}");
    }
}

#[wasm_bindgen_test]
async fn an_abort_rejects_with_its_own_reason() {
    const HANGING: &str = "(url, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('another'))))";
    for reason in ["'why'", "0", "null", "new Error('stop')", "new DOMException('gone', 'AbortError')"] {
        let before = js(&format!("{{ signal: AbortSignal.abort(window_reason = {reason}) }}")
            .replace("window_reason", "globalThis.reason"));
        assert_eq!(
            list(&config("() => { throw new Error('sent') }"), before).await.unwrap_err(),
            js("globalThis.reason"),
            "{reason}"
        );

        let during = js(&format!(
            "(() => {{ const c = new AbortController(); setTimeout(() => c.abort(globalThis.reason = {reason}), 5); return {{ signal: c.signal }} }})()"
        ));
        assert_eq!(list(&config(HANGING), during).await.unwrap_err(), js("globalThis.reason"), "{reason}");
    }
}
