//! Values of JavaScript for the tests, and what came of them.

use houcaller_coupons::Client;
use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

pub const RESPONSE: &str = include_str!("../../sandbox/published-response.json");

/// The value of an expression.
pub fn js(expression: &str) -> JsValue {
    js_sys::eval(&format!("({expression})")).unwrap()
}

pub fn get(object: &JsValue, field: &str) -> JsValue {
    Reflect::get(object, &field.into()).unwrap()
}

pub fn text(object: &JsValue, field: &str) -> String {
    get(object, field).as_string().unwrap_or_else(|| panic!("{field} is no string"))
}

/// A configuration whose `fetch` is the given expression.
pub fn config(fetch: &str) -> JsValue {
    js(&format!(
        "{{ baseUrl: '/v1/', channel: 'hkl-test', cipher: {{ key: '12345678' }}, now: () => 1581406120924, retry: 0, fetch: {fetch} }}"
    ))
}

/// A `fetch` that answers 200 with this text.
pub fn answering(body: &str) -> String {
    format!("async () => new Response({})", js_sys::JSON::stringify(&body.into()).unwrap())
}

/// Asks for one member's coupons.
pub async fn list(config: &JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    ask(config, js("{ memberId: 'K1H93QDKI00B7' }"), options).await
}

pub async fn ask(config: &JsValue, query: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let promise: Promise = Client::new(config).unwrap().list_coupons(query, options, None);
    JsFuture::from(promise).await
}

/// Checks that it is the one class of error, and gives its kind and message.
pub fn error(thrown: &JsValue) -> (String, String) {
    assert_eq!(text(thrown, "name"), "CouponError");
    assert!(thrown.is_instance_of::<js_sys::Error>());
    (text(thrown, "kind"), text(thrown, "message"))
}

pub fn message<T>(result: Result<T, JsValue>) -> String {
    let (kind, message) = error(&result.err().expect("an error"));
    format!("{kind}: {message}")
}
