//! Checks an answer in place. The engine parses it; here it is looked at field by field and handed on, not copied.

use super::host::{is_number, is_text};
use super::json::parse;
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::{field, is_array, is_nothing, is_object, name, name_of, set};
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// A wrong value here would mislead: a coupon shown as usable, or a code that the till refuses.
const STRICT: [&str; 5] = ["id", "cpnCode", "cpnName", "begDate", "endDate"];

/// A missing value here only looks bare, and becomes `''`.
const LENIENT: [&str; 5] = ["cpnType", "cpnid", "mmbid", "openid", "picUrl"];

const STATUS: &str = "status";

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
    // Looked up once for all coupons.
    let names = Names { strict: STRICT.map(name), lenient: LENIENT.map(name), status: name(STATUS) };
    for index in 0..coupons.length() {
        let coupon = coupons.get(index);
        check(&coupon, &names).map_err(|wrong| wrong.in_coupon(index))?;
    }
    Ok(list)
}

/// The names of the fields that are checked, as JavaScript's strings.
struct Names {
    strict: [&'static JsValue; 5],
    lenient: [&'static JsValue; 5],
    status: &'static JsValue,
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

fn check(coupon: &JsValue, names: &Names) -> Result<(), Wrong> {
    if !coupon.is_object() {
        return Err(no_object(coupon));
    }
    for (name, text) in STRICT.iter().zip(names.strict) {
        if !is_text(coupon, text) {
            // An array has none of these fields, so that no good coupon need be asked whether it is one.
            return Err(if is_array(coupon) { no_object(coupon) } else { no_text(coupon, name) });
        }
    }
    for (name, text) in LENIENT.iter().zip(names.lenient) {
        if is_text(coupon, text) {
            continue;
        }
        if !is_nothing(&field(coupon, name)) {
            return Err(no_text(coupon, name));
        }
        set(coupon.unchecked_ref(), name, &"".into());
    }
    if !is_number(coupon, names.status) {
        let found = field(coupon, STATUS);
        let Some(number) = found.as_string().as_deref().and_then(whole_number) else {
            return Err(Wrong { field: STATUS, expected: "a number", found });
        };
        set(coupon.unchecked_ref(), STATUS, &number.into());
    }
    Ok(())
}

fn no_object(coupon: &JsValue) -> Wrong {
    Wrong { field: "", expected: "an object", found: coupon.clone() }
}

fn no_text(coupon: &JsValue, name: &'static str) -> Wrong {
    Wrong { field: name, expected: "a string", found: field(coupon, name) }
}

/// The number that decimal digits write, with no more of them than a number holds exactly.
fn whole_number(text: &str) -> Option<f64> {
    const MOST: i64 = (1 << f64::MANTISSA_DIGITS) - 1;
    text.parse().ok().filter(|number| (-MOST..=MOST).contains(number)).map(|number| number as f64)
}

fn wrong(field: &str, expected: &str, found: &JsValue) -> Error {
    Error::unexpected(Kind::Decode, &[field], expected, &name_of(found))
}
