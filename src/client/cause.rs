//! What may be known of an exception of the host.

use crate::error::{Error, Kind};
use crate::js_value::{class_of, get};
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// A chain of causes can be a ring.
const DEEPEST: u32 = 5;

/// The error for an exchange that the host could not complete.
pub fn lost(thrown: JsValue) -> Error {
    Error::new(Kind::Network, &["no complete answer came from the CRM"]).with_cause(reduced(&thrown))
}

/// Name, message, `code` and stack of an exception, down the chain of causes; `None` for what is no exception. What else hangs on it can be a piece
/// of the answer, or of the request: Node's parser keeps the bytes it could not read, and a replaced `fetch` may keep the body it sent.
fn reduced(thrown: &JsValue) -> Option<JsValue> {
    reduced_to(thrown, DEEPEST)
}

/// Not `instanceof`: test runners give their programs a realm of its own, whose exceptions are not those of this one.
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
    let show = |name, value: JsValue| {
        let property = Object::new();
        for (name, value) in
            [("value", &value), ("configurable", &JsValue::TRUE), ("writable", &JsValue::TRUE)]
        {
            crate::js_value::set(&property, name, value);
        }
        // An object that was made here takes it.
        let _ = Reflect::define_property(&reduced, &JsValue::from_str(name), &property);
    };
    show("name", field("name"));
    show("stack", field("stack"));
    show("cause", reduced_to(&field("cause"), depth - 1).unwrap_or_default());
    let code = field("code");
    if code.is_string() {
        show("code", code);
    }
    Some(reduced.into())
}
