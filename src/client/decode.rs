//! Checks an answer in place. The engine parses it; here it is looked at field by field and handed on, not copied.

use super::host::first_incomplete;
use super::json::parse;
use super::redact::Sent;
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::{field, get, is_array, is_nothing, is_object, name, name_of, set};
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// Texts whose wrong value would mislead: a coupon shown as usable, or a code that the till refuses.
const STRICT: [&str; 5] = ["id", "cpnCode", "cpnName", "begDate", "endDate"];

/// Texts whose missing value only looks bare, and becomes `''`.
const LENIENT: [&str; 5] = ["cpnType", "cpnid", "mmbid", "openid", "picUrl"];

const STATUS: &str = "status";

thread_local! {
    /// The names of all texts, as JavaScript's strings.
    static TEXTS: Array = STRICT.iter().chain(&LENIENT).map(|text| name(text)).collect();
}

/// What an answer came to.
pub struct Decoded {
    /// What the caller gets.
    pub value: JsValue,
    /// What is wrong with each coupon that was left out.
    pub skipped: Vec<String>,
}

/// What to do with a coupon that is not what the API promises.
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
    // Without the engine's own exception: it quotes the text around the fault, and that may be anybody's id.
    let answer = parse(text).map_err(|_| not_json())?;
    let answer = answer.unwrap_or(JsValue::NULL);
    if !is_object(&answer) {
        return Err(wrong("the answer", "an object", &answer));
    }
    let code = code(&field(&answer, "code"))?;
    if code == 0.0 {
        return Ok(field(&answer, "data"));
    }
    let mut error = Error::new(Kind::Api, &[&said(&answer, sent)]);
    error.code = Some(code);
    Err(error)
}

/// What kind of trouble a gateway's problem tells of, where it is one that a client may have had itself: what is `busy` to a gateway is, by its status,
/// an `http` error.
pub fn kind_of_problem(text: &JsValue) -> Option<Kind> {
    let problem = parse(text).ok()??;
    let told = get(&problem, "kind").ok()??;
    [Kind::Timeout, Kind::Network, Kind::Decode].into_iter().find(|kind| told == *kind.name())
}

/// The error for what is no JSON.
pub fn not_json() -> Error {
    Error::new(Kind::Decode, &["the answer is not JSON"])
}

/// A whole number. Some servers write it as text.
fn code(value: &JsValue) -> Result<f64, Error> {
    const CODE: &str = "code";
    let number =
        value.as_f64().or_else(|| text_as_number(value)).ok_or_else(|| wrong(CODE, "a number", value))?;
    let is_negative =
        || number.is_sign_negative() || value.as_string().is_some_and(|text| text.starts_with('-'));
    // Of an infinite one there is no fraction.
    if number.fract() == 0.0 && !(number == 0.0 && is_negative()) {
        return Ok(number);
    }
    Err(Error::unexpected(Kind::Decode, &[CODE], "a whole number", "another number"))
}

/// Why the CRM refused, in its own words. One page of the API prints `smg` for `msg`.
fn said(answer: &JsValue, sent: &Sent<'_>) -> String {
    let said = ["msg", "smg"].into_iter().map(|name| field(answer, name)).find(JsValue::is_string);
    said.map(|said| sent.redacted(said.unchecked_into()))
        .filter(|said| !said.is_empty())
        .unwrap_or_else(|| "the CRM refused and gave no reason".to_owned())
}

/// Any endpoint's `data`, as it is.
///
/// # Errors
/// None.
pub fn unchecked(data: JsValue, _: OnInvalidCoupon) -> Result<Decoded, Error> {
    Ok(Decoded { value: data, skipped: Vec::new() })
}

/// The list of coupons in `data`, each checked, and filled in where it may be bare.
///
/// # Errors
/// `decode`, with the path of the offending field.
pub fn coupons(data: JsValue, on_invalid: OnInvalidCoupon) -> Result<Decoded, Error> {
    if !is_object(&data) {
        return Err(wrong("data", "an object", &data));
    }
    let list = field(&data, "list");
    if !is_array(&list) {
        return Err(wrong("data.list", "an array", &list));
    }
    let coupons: &Array = list.unchecked_ref();
    let mut skipped = Vec::new();
    // Those before `next` were looked at, and those of them that are kept come first.
    let (mut next, mut kept) = (0, 0);
    loop {
        let at = TEXTS.with(|texts| first_incomplete(coupons, next, texts, name(STATUS)));
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
            Err(wrong) => {
                let error = wrong.in_coupon(at);
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

/// Fills in what a coupon may lack.
fn complete(coupon: &JsValue) -> Result<(), Wrong> {
    if !is_object(coupon) {
        return Err(Wrong { field: "", expected: "an object", found: coupon.clone() });
    }
    for name in STRICT {
        let found = field(coupon, name);
        if !found.is_string() {
            return Err(Wrong { field: name, expected: "a string", found });
        }
    }
    for name in LENIENT {
        let found = field(coupon, name);
        if is_nothing(&found) {
            set(coupon.unchecked_ref(), name, &"".into());
        } else if !found.is_string() {
            return Err(Wrong { field: name, expected: "a string", found });
        }
    }
    let found = field(coupon, STATUS);
    if found.as_f64().is_none() {
        let Some(number) = text_as_number(&found) else {
            return Err(Wrong { field: STATUS, expected: "a number", found });
        };
        set(coupon.unchecked_ref(), STATUS, &number.into());
    }
    Ok(())
}

/// No number of more digits is held exactly.
const MOST: i64 = (1 << f64::MANTISSA_DIGITS) - 1;

/// The whole number that a text of decimal digits writes.
fn text_as_number(value: &JsValue) -> Option<f64> {
    let text = value.as_string()?;
    text.parse().ok().filter(|number| (-MOST..=MOST).contains(number)).map(|number| number as f64)
}

fn wrong(field: &str, expected: &str, found: &JsValue) -> Error {
    Error::unexpected(Kind::Decode, &[field], expected, &name_of(found))
}
