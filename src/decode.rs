//! Checks an answer in place. The engine parses it; here it is looked at field by field and handed on, not copied.

use crate::error::{Error, Kind};
use crate::field::{is_array, name_of};
use js_sys::Array;
use wasm_bindgen::prelude::*;

// What `JSON.parse` made: plain objects, whose fields are read without a chance of an exception.
#[wasm_bindgen]
extern "C" {
    type Json;
    // js-sys binds it for a Rust string: megabytes copied into the module and out again.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn parse(text: &JsValue) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(method, getter, structural)]
    fn code(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn msg(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn smg(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn data(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn list(this: &Json) -> JsValue;

    #[wasm_bindgen(method, getter, structural)]
    fn id(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = cpnCode)]
    fn cpn_code(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = cpnName)]
    fn cpn_name(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = begDate)]
    fn beg_date(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = endDate)]
    fn end_date(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn status(this: &Json) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    fn set_status(this: &Json, status: f64);

    #[wasm_bindgen(method, getter, structural, js_name = cpnType)]
    fn cpn_type(this: &Json) -> JsValue;
    #[wasm_bindgen(method, setter, structural, js_name = cpnType)]
    fn set_cpn_type(this: &Json, text: &str);
    #[wasm_bindgen(method, getter, structural)]
    fn cpnid(this: &Json) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    fn set_cpnid(this: &Json, text: &str);
    #[wasm_bindgen(method, getter, structural)]
    fn mmbid(this: &Json) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    fn set_mmbid(this: &Json, text: &str);
    #[wasm_bindgen(method, getter, structural)]
    fn openid(this: &Json) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    fn set_openid(this: &Json, text: &str);
    #[wasm_bindgen(method, getter, structural, js_name = picUrl)]
    fn pic_url(this: &Json) -> JsValue;
    #[wasm_bindgen(method, setter, structural, js_name = picUrl)]
    fn set_pic_url(this: &Json, text: &str);
}

type Getter = fn(&Json) -> JsValue;
type Setter = fn(&Json, &str);

/// A wrong value here would mislead: a coupon shown as usable, or a code that the till refuses.
const STRICT: [(&str, Getter); 5] = [
    (".id", Json::id),
    (".cpnCode", Json::cpn_code),
    (".cpnName", Json::cpn_name),
    (".begDate", Json::beg_date),
    (".endDate", Json::end_date),
];

/// A missing value here only looks bare, and becomes `''`.
const LENIENT: [(&str, Getter, Setter); 5] = [
    (".cpnType", Json::cpn_type, Json::set_cpn_type),
    (".cpnid", Json::cpnid, Json::set_cpnid),
    (".mmbid", Json::mmbid, Json::set_mmbid),
    (".openid", Json::openid, Json::set_openid),
    (".picUrl", Json::pic_url, Json::set_pic_url),
];

/// The answer's `data`, once its `code` says success.
///
/// # Errors
/// `decode` for an answer of another shape; `api` with the CRM's `code` and message for any code but 0.
pub fn data(text: &JsValue) -> Result<JsValue, Error> {
    // Without the engine's own exception: it quotes the text around the fault, and that may be anybody's id.
    let answer = parse(text).map_err(|_| Error::new(Kind::Decode, &["the answer is not JSON"]))?;
    let answer = answer.unwrap_or(JsValue::NULL);
    if !answer.is_object() || is_array(&answer) {
        return Err(wrong("the answer", "an object", &answer));
    }
    let answer: Json = answer.unchecked_into();
    let code = answer.code();
    match code.as_f64() {
        Some(0.0) => Ok(answer.data()),
        Some(code) => Err(refused(&answer, code)),
        None => Err(wrong("code", "a number", &code)),
    }
}

fn refused(answer: &Json, code: f64) -> Error {
    // One page of the API prints `smg`.
    let said = answer.msg().as_string().or_else(|| answer.smg().as_string()).unwrap_or_default();
    let message = if said.is_empty() { "the CRM refused and gave no reason" } else { &said };
    Error { code: Some(code), ..Error::new(Kind::Api, &[message]) }
}

/// The list in `data`, the engine's own array.
pub fn list(data: &JsValue) -> JsValue {
    data.unchecked_ref::<Json>().list()
}

/// Checks each coupon in `data`, and fills in what is lenient.
///
/// # Errors
/// `decode`, with the path of the offending field.
pub fn check_coupons(data: &JsValue) -> Result<(), Error> {
    if !data.is_object() || is_array(data) {
        return Err(wrong("data", "an object", data));
    }
    let list = list(data);
    if !is_array(&list) {
        return Err(wrong("data.list", "an array", &list));
    }
    let list: Array = list.unchecked_into();
    for index in 0..list.length() {
        let entry = list.get(index);
        check_coupon(&entry).map_err(|fault| fault.in_coupon(index))?;
    }
    Ok(())
}

struct Fault {
    field: &'static str,
    expected: &'static str,
    found: &'static str,
}

impl Fault {
    fn new(field: &'static str, expected: &'static str, found: &JsValue) -> Self {
        Self { field, expected, found: name_of(found) }
    }

    fn in_coupon(&self, index: u32) -> Error {
        let path = ["data.list[", &index.to_string(), "]", self.field].concat();
        Error::unexpected(Kind::Decode, &path, self.expected, self.found)
    }
}

fn check_coupon(entry: &JsValue) -> Result<(), Fault> {
    if !entry.is_object() || is_array(entry) {
        return Err(Fault::new("", "an object", entry));
    }
    let coupon: &Json = entry.unchecked_ref();
    for (field, get) in STRICT {
        let value = get(coupon);
        if !value.is_string() {
            return Err(Fault::new(field, "a string", &value));
        }
    }
    for (field, get, set) in LENIENT {
        let value = get(coupon);
        if value.is_undefined() || value.is_null() {
            set(coupon, "");
        } else if !value.is_string() {
            return Err(Fault::new(field, "a string", &value));
        }
    }
    let status = coupon.status();
    if status.as_f64().is_none() {
        let number =
            status.as_string().and_then(|digits| digits.parse::<i64>().ok()).map(|number| number as f64);
        coupon.set_status(number.ok_or_else(|| Fault::new(".status", "a number", &status))?);
    }
    Ok(())
}

fn wrong(field: &str, expected: &str, found: &JsValue) -> Error {
    Error::unexpected(Kind::Decode, field, expected, name_of(found))
}
