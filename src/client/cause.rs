//! Reduces an exception of the host to the parts that a log may show.

use crate::error::{Error, Kind};
use crate::js_value::{class_of, get};
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// The longest chain of causes that is kept. A chain can be circular.
const MAX_DEPTH: u32 = 5;

/// The error for a request that the host could not complete.
pub fn network_error(thrown: JsValue) -> Error {
    Error::new(Kind::Network, &["no complete answer came from the CRM"]).with_cause(reduced(&thrown))
}

/// An error with only the name, message, `code`, stack and causes of an exception; `None` for another value. Other
/// properties may hold a part of the request or the answer: Node's HTTP parser keeps the bytes that it could not parse, and
/// a replaced `fetch` may keep the body that it sent.
fn reduced(thrown: &JsValue) -> Option<JsValue> {
    reduced_to(thrown, MAX_DEPTH)
}

/// Not `instanceof` alone, because an exception of another realm, such as a test runner's, is one too.
fn is_exception(value: &JsValue) -> bool {
    value.is_instance_of::<js_sys::Error>()
        || class_of(value)
            .is_ok_and(|class| matches!(class.as_str(), "[object Error]" | "[object DOMException]"))
}

fn reduced_to(thrown: &JsValue, depth: u32) -> Option<JsValue> {
    if depth == 0 || !is_exception(thrown) {
        return None;
    }
    let field = |name| get(thrown, name).ok().flatten().unwrap_or_default();
    let reduced = js_sys::Error::new(&field("message").as_string().unwrap_or_default());
    let define = |name, value: JsValue| {
        let property = Object::new();
        for (name, value) in
            [("value", &value), ("configurable", &JsValue::TRUE), ("writable", &JsValue::TRUE)]
        {
            crate::js_value::set(&property, name, value);
        }
        // Cannot fail on a new object.
        let _ = Reflect::define_property(&reduced, &JsValue::from_str(name), &property);
    };
    define("cause", reduced_to(&field("cause"), depth - 1).unwrap_or_default());
    for name in ["name", "stack", "code"] {
        let value = field(name);
        if value.is_string() {
            define(name, value);
        }
    }
    Some(reduced.into())
}
