//! `usability` and `isCouponCode` as JavaScript calls them: reads the facts off a coupon, writes the judgement out.

use crate::coupon_code;
use crate::error::{Error, Kind};
use crate::field::{Field, Got, name_of};
use crate::usability::{Facts, Malformed, Reason, WeekStart, Weekdays, judge, read_day, read_hours};
use js_sys::{Array, Date, JsString, Object};
use wasm_bindgen::prelude::*;

// Whatever a caller passed: a getter of it can answer anything, or throw.
#[wasm_bindgen]
extern "C" {
    type Value;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &Value) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = begDate)]
    fn beg_date(this: &Value) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = endDate)]
    fn end_date(this: &Value) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = timeLimit)]
    fn time_limit(this: &Value) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = weekLimit)]
    fn week_limit(this: &Value) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getTime)]
    fn get_time(this: &Value) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = weekStart)]
    fn week_start(this: &Value) -> Result<Option<JsValue>, JsValue>;
}

// Setters, not serde: a Date has no form there, and they are half a kilobyte smaller.
#[wasm_bindgen]
extern "C" {
    type Usability;
    #[wasm_bindgen(method, setter, structural)]
    fn set_usable(this: &Usability, usable: bool);
    #[wasm_bindgen(method, setter, structural)]
    fn set_reason(this: &Usability, reason: &str);
    #[wasm_bindgen(method, setter, structural, js_name = changesAt)]
    fn set_changes_at(this: &Usability, moment: &Date);
    #[wasm_bindgen(method, setter, structural)]
    fn set_ignored(this: &Usability, limits: &Array);
}

/// A coupon's `Usability`.
///
/// # Errors
/// `input`, naming what cannot be read.
pub fn usability(coupon: &JsValue, at: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let facts = facts(coupon)?;
    let judgement = judge(&facts, moment(at)?, week_start(options)?);

    let usability: Usability = Object::new().unchecked_into();
    usability.set_usable(judgement.reason == Reason::Usable);
    usability.set_reason(judgement.reason.name());
    if let Some(ms) = judgement.changes_at_ms {
        // At most a day after the year 9999: exact as a float.
        usability.set_changes_at(&Date::new(&JsValue::from_f64(ms as f64)));
    }
    let ignored = Array::new();
    if facts.hours.is_err() {
        ignored.push(&JsValue::from_str("timeLimit"));
    }
    if facts.weekdays.is_err() {
        ignored.push(&JsValue::from_str("weekLimit"));
    }
    if ignored.length() > 0 {
        usability.set_ignored(&ignored);
    }
    Ok(usability.into())
}

/// Whether a value is a string that is an EAN-13.
pub fn is_coupon_code(code: &JsValue) -> bool {
    short_text(code, 13).is_some_and(|code| coupon_code::is_valid(&code))
}

fn facts(coupon: &JsValue) -> Result<Facts, JsValue> {
    const STATUS: Field = Field::input("coupon.status");
    Field::input("coupon").object(coupon)?;
    let coupon: &Value = coupon.unchecked_ref();
    let status = STATUS.required(coupon.status())?;
    Ok(Facts {
        status: status.as_f64().ok_or_else(|| STATUS.unexpected("a number", &status))?,
        first_day: day(Field::input("coupon.begDate"), coupon.beg_date())?,
        last_day: day(Field::input("coupon.endDate"), coupon.end_date())?,
        hours: limit(Field::input("coupon.timeLimit"), coupon.time_limit())?
            .and_then(|text| read_hours(&text)),
        weekdays: limit(Field::input("coupon.weekLimit"), coupon.week_limit())?
            .and_then(|text| Weekdays::read(&text)),
    })
}

fn day(field: Field, got: Got) -> Result<i64, JsValue> {
    const EXPECTED: &str = "a date of the calendar as yyyy-MM-dd";
    let value = field.required(got)?;
    if !value.is_string() {
        return Err(field.unexpected(EXPECTED, &value).into());
    }
    let day = short_text(&value, 10).and_then(|date| read_day(&date));
    day.ok_or_else(|| field.not_one_of(EXPECTED).into())
}

/// The text of a limit, empty where there is none. What is no string is malformed like other nonsense, and so is a text
/// longer than any that can be meant.
fn limit(field: Field, got: Got) -> Result<Result<String, Malformed>, JsValue> {
    const MOST_UNITS: u32 = 1_000;
    Ok(match field.optional(got)? {
        None => Ok(String::new()),
        Some(value) => short_text(&value, MOST_UNITS).ok_or(Malformed),
    })
}

fn moment(at: &JsValue) -> Result<i64, JsValue> {
    if at.is_undefined() || at.is_null() {
        return Ok(Date::now() as i64);
    }
    // Not `instanceof`: a Date of another realm is as good.
    let ms = at.unchecked_ref::<Value>().get_time().ok().and_then(|ms| ms?.as_f64());
    match ms {
        Some(ms) if ms.is_finite() => Ok(ms as i64),
        ms => {
            let found = if ms.is_some() { "an invalid one" } else { name_of(at) };
            Err(Error::unexpected(Kind::Input, "at", "a valid Date", found).into())
        }
    }
}

fn week_start(options: &JsValue) -> Result<WeekStart, JsValue> {
    const WEEK_START: Field = Field::input("weekStart");
    const EXPECTED: &str = "'monday' or 'sunday'";
    if options.is_undefined() || options.is_null() {
        return Ok(WeekStart::default());
    }
    Field::input("options").object(options)?;
    let Some(value) = WEEK_START.optional(options.unchecked_ref::<Value>().week_start())? else {
        return Ok(WeekStart::default());
    };
    match short_text(&value, 6).as_deref() {
        Some("monday") => Ok(WeekStart::Monday),
        Some("sunday") => Ok(WeekStart::Sunday),
        _ if value.is_string() => Err(WEEK_START.not_one_of(EXPECTED).into()),
        _ => Err(WEEK_START.unexpected(EXPECTED, &value).into()),
    }
}

/// A string of at most so many UTF-16 units. A longer one stays where it is: it might not fit into the module's memory.
fn short_text(value: &JsValue, most_units: u32) -> Option<String> {
    value.dyn_ref().filter(|text: &&JsString| text.length() <= most_units).and_then(|_| value.as_string())
}
