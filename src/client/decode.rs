//! Checks an answer. The JavaScript engine parses it, and the parsed objects are checked and returned without a copy.

use super::host::first_incomplete;
use super::json::parse;
use super::redact::Sent;
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::{field, get, is_array, is_nullish, is_object, name_of, set, short_text};
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// Text fields that must be present, because a wrong value would show a coupon as usable or a code that the till refuses.
const STRICT: [&str; 5] = ["id", "cpnCode", "cpnName", "begDate", "endDate"];

/// Text fields that may be missing, and then become `''`.
const LENIENT: [&str; 5] = ["cpnType", "cpnid", "mmbid", "openid", "picUrl"];

const STATUS: &str = "status";

/// A decoded answer.
pub struct Decoded {
    /// The value for the caller.
    pub value: JsValue,
    /// The error message of each coupon that was left out.
    pub skipped: Vec<String>,
}

/// What to do with a coupon that does not match the API.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum OnInvalidCoupon {
    /// The call fails.
    #[default]
    Throw,
    /// It is left out.
    Skip,
}

/// The answer's `data`, once its `code` says success.
///
/// # Errors
/// `decode` for an answer of another shape; `api` with the CRM's `code` and message for any code but 0.
pub fn data(text: &JsValue, sent: &Sent<'_>) -> Result<JsValue, Error> {
    // The engine's exception is dropped, because it quotes the text around the error, which may contain an id.
    let answer = parse(text).map_err(|_| not_json())?;
    let answer = answer.unwrap_or(JsValue::NULL);
    if !is_object(&answer) {
        return Err(unexpected("the answer", "an object", &answer));
    }
    let code = code(&field(&answer, "code"))?;
    if code == 0.0 {
        return Ok(field(&answer, "data"));
    }
    let mut error = Error::new(Kind::Api, &[&refusal_message(&answer, sent)]);
    error.code = Some(code);
    Err(error)
}

/// The `kind` in a gateway's problem document, if it is a kind that a direct client can have too. Other kinds, for example
/// `busy`, stay `http` errors.
pub fn kind_of_problem(text: &JsValue) -> Option<Kind> {
    let problem = parse(text).ok()??;
    let name = get(&problem, "kind").ok()??;
    [Kind::Timeout, Kind::Network, Kind::Decode].into_iter().find(|kind| name == *kind.name())
}

/// The error for an answer that is not JSON.
pub fn not_json() -> Error {
    Error::new(Kind::Decode, &["the answer is not JSON"])
}

/// Reads a whole number, which some servers write as text.
fn code(value: &JsValue) -> Result<f64, Error> {
    const CODE: &str = "code";
    let number = value
        .as_f64()
        .or_else(|| text_as_number(value))
        .ok_or_else(|| unexpected(CODE, "a number", value))?;
    // `fract` of an infinite number is NaN, so infinity is refused too.
    if number.fract() == 0.0 && !(number == 0.0 && number.is_sign_negative()) {
        return Ok(number);
    }
    Err(Error::unexpected(Kind::Decode, &[CODE], "a whole number", "another number"))
}

/// The CRM's message, redacted. The field is `msg`, or `smg` as one page of the API's documentation prints it.
fn refusal_message(answer: &JsValue, sent: &Sent<'_>) -> String {
    let message = ["msg", "smg"].into_iter().map(|name| field(answer, name)).find(JsValue::is_string);
    message
        .map(|message| sent.redacted(message.unchecked_into()))
        .filter(|message| !message.is_empty())
        .unwrap_or_else(|| "the CRM refused and gave no reason".to_owned())
}

/// Returns any endpoint's `data` unchanged.
///
/// # Errors
/// None.
pub fn unchecked(data: JsValue, _: OnInvalidCoupon) -> Result<Decoded, Error> {
    Ok(Decoded { value: data, skipped: Vec::new() })
}

/// The list of coupons in `data`. Checks each coupon and fills in its missing optional fields.
///
/// # Errors
/// `decode`, with the path of the invalid field.
pub fn coupons(data: JsValue, on_invalid: OnInvalidCoupon) -> Result<Decoded, Error> {
    if !is_object(&data) {
        return Err(unexpected("data", "an object", &data));
    }
    let list = field(&data, "list");
    if !is_array(&list) {
        return Err(unexpected("data.list", "an array", &list));
    }
    let coupons: &Array = list.unchecked_ref();
    let mut skipped = Vec::new();
    // Coupons before `next` are checked. The valid ones of them are moved to the indices before `kept`.
    let (mut next, mut kept) = (0, 0);
    loop {
        let at = first_incomplete(coupons, next);
        if kept < next && next < at {
            coupons.copy_within(kept as i32, next as i32, at as i32);
        }
        kept += at - next;
        if at >= coupons.length() {
            break;
        }
        let coupon = coupons.get(at);
        match complete(&coupon) {
            Ok(()) => {
                coupons.set(kept, coupon);
                kept += 1;
            }
            Err(invalid) => {
                let error = invalid.in_coupon(at);
                if on_invalid == OnInvalidCoupon::Throw {
                    return Err(error);
                }
                skipped.push(error.message.clone());
            }
        }
        next = at + 1;
    }
    coupons.set_length(kept);
    Ok(Decoded { value: list, skipped })
}

/// A field of a coupon with an invalid value.
struct InvalidField {
    field: &'static str,
    expected: &'static str,
    found: JsValue,
}

impl InvalidField {
    fn in_coupon(&self, index: u32) -> Error {
        let dot = if self.field.is_empty() { "" } else { "." };
        let path = ["data.list[", &decimal(u64::from(index)), "]", dot, self.field].concat();
        unexpected(&path, self.expected, &self.found)
    }
}

/// Checks a coupon, fills in its missing optional fields and turns its status into a number.
fn complete(coupon: &JsValue) -> Result<(), InvalidField> {
    if !is_object(coupon) {
        return Err(InvalidField { field: "", expected: "an object", found: coupon.clone() });
    }
    for name in STRICT {
        let found = field(coupon, name);
        if !found.is_string() {
            return Err(InvalidField { field: name, expected: "a string", found });
        }
    }
    for name in LENIENT {
        let found = field(coupon, name);
        if is_nullish(&found) {
            set(coupon.unchecked_ref(), name, &"".into());
        } else if !found.is_string() {
            return Err(InvalidField { field: name, expected: "a string", found });
        }
    }
    let found = field(coupon, STATUS);
    match found.as_f64() {
        Some(number) if number.is_finite() => {}
        // JSON has no infinity, but `JSON.parse` gives it for a number that is too large.
        Some(_) => return Err(InvalidField { field: STATUS, expected: "a finite number", found }),
        None => {
            let Some(number) = text_as_number(&found) else {
                return Err(InvalidField { field: STATUS, expected: "a number", found });
            };
            set(coupon.unchecked_ref(), STATUS, &number.into());
        }
    }
    Ok(())
}

/// The largest integer below which an f64 holds every integer exactly, as JavaScript's `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE_INTEGER: i64 = (1 << f64::MANTISSA_DIGITS) - 1;

/// More than the digits of any such integer, with room for zeros in front.
const LONGEST_NUMBER: f64 = 100.0;

/// Parses a text of decimal digits to a whole number. A minus sign before a zero is kept, as in JSON.
fn text_as_number(value: &JsValue) -> Option<f64> {
    let text = short_text(value, LONGEST_NUMBER)?;
    text.parse()
        .ok()
        .filter(|number| (-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(number))
        .map(|number| if number == 0 && text.starts_with('-') { -0.0 } else { number as f64 })
}

fn unexpected(field: &str, expected: &str, found: &JsValue) -> Error {
    Error::unexpected(Kind::Decode, &[field], expected, &name_of(found))
}
