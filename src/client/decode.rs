//! Checks an answer in place. The engine parses it; here it is looked at field by field and handed on, not copied.

use super::json::parse;
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::{field, is_array, is_nothing, is_object, name_of, set};
use js_sys::Array;
use wasm_bindgen::prelude::*;

// What `JSON.parse` made: plain objects, whose fields are read without a chance of an exception. A getter of its own for each field that every coupon has.
#[wasm_bindgen]
extern "C" {
    type Json;
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
    #[wasm_bindgen(method, getter, structural, js_name = cpnType)]
    fn cpn_type(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn cpnid(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn mmbid(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn openid(this: &Json) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = picUrl)]
    fn pic_url(this: &Json) -> JsValue;
}

type Getter = fn(&Json) -> JsValue;

/// A wrong value here would mislead: a coupon shown as usable, or a code that the till refuses.
const STRICT: [(&str, Getter); 5] = [
    ("id", Json::id),
    ("cpnCode", Json::cpn_code),
    ("cpnName", Json::cpn_name),
    ("begDate", Json::beg_date),
    ("endDate", Json::end_date),
];

/// A missing value here only looks bare, and becomes `''`.
const LENIENT: [(&str, Getter); 5] = [
    ("cpnType", Json::cpn_type),
    ("cpnid", Json::cpnid),
    ("mmbid", Json::mmbid),
    ("openid", Json::openid),
    ("picUrl", Json::pic_url),
];

/// The answer's `data`, once its `code` says success.
///
/// # Errors
/// `decode` for an answer of another shape; `api` with the CRM's `code` and message for any code but 0.
pub fn data(text: &JsValue) -> Result<JsValue, Error> {
    // Without the engine's own exception: it quotes the text around the fault, and that may be anybody's id.
    let answer = parse(text).map_err(|_| Error::new(Kind::Decode, &["the answer is not JSON"]))?;
    let answer = answer.unwrap_or(JsValue::NULL);
    if !is_object(&answer) {
        return Err(wrong("the answer", "an object", &answer));
    }
    let code = field(&answer, "code");
    match code.as_f64() {
        Some(0.0) => Ok(field(&answer, "data")),
        Some(code) => Err(refused(["msg", "smg"].map(|name| field(&answer, name)), code)),
        None => Err(wrong("code", "a number", &code)),
    }
}

/// One page of the API prints `smg` for `msg`.
fn refused([msg, smg]: [JsValue; 2], code: f64) -> Error {
    // A lone surrogate becomes U+FFFD on its way: it has no place in a log.
    let said = msg.as_string().or_else(|| smg.as_string()).filter(|said| !said.is_empty());
    let mut error = Error::new(Kind::Api, &[said.as_deref().unwrap_or("the CRM refused and gave no reason")]);
    error.code = Some(code);
    error
}

/// The list of coupons in `data`, each checked, and filled in where it may be bare.
///
/// # Errors
/// `decode`, with the path of the offending field.
pub fn coupons(data: JsValue) -> Result<JsValue, Error> {
    if !is_object(&data) {
        return Err(wrong("data", "an object", &data));
    }
    let list = field(&data, "list");
    if !is_array(&list) {
        return Err(wrong("data.list", "an array", &list));
    }
    let coupons: &Array = list.unchecked_ref();
    for index in 0..coupons.length() {
        let coupon = coupons.get(index);
        check(&coupon).map_err(|wrong| wrong.in_coupon(index))?;
    }
    Ok(list)
}

/// A field of a coupon that is not what was expected.
struct Wrong {
    field: &'static str,
    expected: &'static str,
    found: JsValue,
}

impl Wrong {
    fn in_coupon(&self, index: u32) -> Error {
        let dot = if self.field.is_empty() { "" } else { "." };
        let path = ["data.list[", &decimal(u64::from(index)), "]", dot, self.field].concat();
        wrong(&path, self.expected, &self.found)
    }
}

fn check(entry: &JsValue) -> Result<(), Wrong> {
    if !entry.is_object() {
        return Err(no_object(entry));
    }
    let coupon: &Json = entry.unchecked_ref();
    for (field, get) in STRICT {
        let found = get(coupon);
        if !found.is_string() {
            // An array has none of these fields, so that no good coupon need be asked whether it is one.
            return Err(if is_array(entry) {
                no_object(entry)
            } else {
                Wrong { field, expected: "a string", found }
            });
        }
    }
    for (field, get) in LENIENT {
        let found = get(coupon);
        if found.is_string() {
            continue;
        }
        if !is_nothing(&found) {
            return Err(Wrong { field, expected: "a string", found });
        }
        set(entry.unchecked_ref(), field, &"".into());
    }
    let status = coupon.status();
    if status.as_f64().is_none() {
        let Some(number) = status.as_string().as_deref().and_then(whole_number) else {
            return Err(Wrong { field: "status", expected: "a number", found: status });
        };
        set(entry.unchecked_ref(), "status", &number.into());
    }
    Ok(())
}

fn no_object(entry: &JsValue) -> Wrong {
    Wrong { field: "", expected: "an object", found: entry.clone() }
}

/// The number that decimal digits write, with no more of them than a number holds exactly.
fn whole_number(text: &str) -> Option<f64> {
    const MOST: i64 = (1 << f64::MANTISSA_DIGITS) - 1;
    text.parse().ok().filter(|number| (-MOST..=MOST).contains(number)).map(|number| number as f64)
}

fn wrong(field: &str, expected: &str, found: &JsValue) -> Error {
    Error::unexpected(Kind::Decode, &[field], expected, &name_of(found))
}
