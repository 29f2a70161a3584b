//! Reads the fields of a coupon that decide whether it can be used, and writes the result as a `Usability`.

use super::usability::{Facts, Malformed, WeekStart, Weekdays, judge, read_date, read_hours};
use crate::error::{Error, Kind};
use crate::js_value::{Fields, is_nullish, name_of, name_or_none, set, short_text};
use core::ops::Range;
use js_sys::{Array, Date, Object};
use wasm_bindgen::prelude::*;

const COUPON: &str = "coupon";
// A date with a time and nine digits of a second.
const LONGEST_DATE: f64 = 29.0;
const LONGEST_LIMIT: f64 = 1_000.0;
const LAST_MOMENT_MS: f64 = 8.64e15;
const WEEK_STARTS: [&str; 2] = ["monday", "sunday"];

#[wasm_bindgen]
extern "C" {
    // Not `instanceof`, because a Date of another realm is valid too.
    type Moment;
    #[wasm_bindgen(method, structural, catch, js_name = getTime)]
    fn get_time(this: &Moment) -> Result<Option<JsValue>, JsValue>;
}

/// A coupon's `Usability` at a moment.
///
/// # Errors
/// `input`, naming the field that is invalid.
pub fn usability(coupon: &JsValue, at: &JsValue, options: &JsValue) -> Result<JsValue, Error> {
    let fields = Fields::of(Kind::Input, &[COUPON], coupon, "coupon.")?;
    let status = fields.value("status")?;
    let status =
        status.as_f64().ok_or_else(|| fields.unexpected("status", "a number", &name_or_none(&status)))?;
    let dates = (fields.value("begDate")?, fields.value("endDate")?);
    let hours = limit(&fields, "timeLimit", read_hours)?;
    let weekdays = limit(&fields, "weekLimit", Weekdays::read)?;
    let moment = moment(at)?;
    let week_start = week_start(options)?;
    let facts = Facts {
        status,
        begins: date(&fields, "begDate", &dates.0)?.start,
        ends: date(&fields, "endDate", &dates.1)?.end,
        hours,
        weekdays,
    };
    let judgement = judge(&facts, moment, week_start);

    let usability = Object::new();
    let reason = judgement.reason.name();
    set(&usability, "usable", &(reason == "usable").into());
    set(&usability, "reason", &reason.into());
    if let Some(ms) = judgement.changes_at_ms {
        // At most one day after the year 9999, which an f64 holds exactly.
        set(&usability, "changesAt", &Date::new(&(ms as f64).into()));
    }
    if let Some(days) = judgement.days_left {
        set(&usability, "daysLeft", &(days as f64).into());
    }
    let limits = [("timeLimit", facts.hours.is_err()), ("weekLimit", facts.weekdays.is_err())];
    if limits.iter().any(|(_, is_malformed)| *is_malformed) {
        let ignored = Array::new();
        for (name, _) in limits.iter().filter(|(_, is_malformed)| *is_malformed) {
            ignored.push(&JsValue::from_str(name));
        }
        set(&usability, "ignored", &ignored);
    }
    Ok(usability.into())
}

fn date(fields: &Fields<'_>, name: &str, value: &JsValue) -> Result<Range<i64>, Error> {
    short_text(value, LONGEST_DATE).as_deref().and_then(read_date).ok_or_else(|| {
        let found = if value.is_string() { "another string".to_owned() } else { name_or_none(value) };
        fields.unexpected(name, "a calendar date as yyyy-MM-dd", &found)
    })
}

/// A limit, which is a text or absent. A value that is not a string is malformed.
fn limit<T>(
    fields: &Fields<'_>,
    name: &'static str,
    read: fn(&str) -> Result<T, Malformed>,
) -> Result<Result<T, Malformed>, Error> {
    let value = fields.value(name)?;
    if is_nullish(&value) {
        return Ok(read(""));
    }
    Ok(short_text(&value, LONGEST_LIMIT).ok_or(Malformed).and_then(|text| read(&text)))
}

fn moment(at: &JsValue) -> Result<i64, Error> {
    let ms = if is_nullish(at) {
        Some(Date::now())
    } else {
        at.unchecked_ref::<Moment>().get_time().ok().flatten().and_then(|ms| ms.as_f64())
    };
    let found = match ms {
        Some(ms) if ms.abs() <= LAST_MOMENT_MS => return Ok(ms as i64),
        Some(_) => "an invalid one".to_owned(),
        None => name_of(at),
    };
    Err(Error::unexpected(Kind::Input, &["at"], "a valid Date", &found))
}

fn week_start(options: &JsValue) -> Result<WeekStart, Error> {
    const WEEK_START: &str = "weekStart";
    if is_nullish(options) {
        return Ok(WeekStart::Monday);
    }
    let fields = Fields::of(Kind::Input, &["options"], options, "")?;
    let unexpected = |found: &str| fields.unexpected(WEEK_START, "'monday' or 'sunday'", found);
    match fields.optional(WEEK_START)? {
        None => Ok(WeekStart::Monday),
        Some(value) => match WEEK_STARTS.iter().position(|name| value == *name) {
            Some(0) => Ok(WeekStart::Monday),
            Some(_) => Ok(WeekStart::Sunday),
            None if value.is_string() => Err(unexpected("another string")),
            None => Err(unexpected(&name_of(&value))),
        },
    }
}

/// Whether a value is a string that is an EAN-13.
pub fn is_coupon_code(code: &JsValue) -> bool {
    short_text(code, 13.0).is_some_and(|code| super::code::is_valid(&code))
}
