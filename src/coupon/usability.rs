//! Whether a coupon can be used at a moment, why not, and when that changes: status, dates, weekdays and hours.
//!
//! - Everything is in China time, UTC+8 all year round.
//! - The status counts first, then the dates, then the weekday, then the hours: the first that stands in the way is the
//!   reason.
//! - First and last day are inclusive. A coupon is expired when its last day is over, though its status may say unused.
//!   One whose last day is before its first is never valid: not yet until the last day is over, then expired.
//! - Hours that go past midnight belong to the day on which they start: its weekday counts, and it must be a valid day.
//!   They end with the last valid day.

mod calendar;
mod hours;
mod reader;
mod weekdays;

pub use calendar::read_day;
pub use hours::{Hours, read as read_hours};
pub use weekdays::{WeekStart, Weekdays};

use calendar::{DAY, minute_of, moment_of};

/// What decides whether a coupon can be used. Days are counted from 1970-01-01.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The CRM's status: a number, and in JavaScript any number.
    pub status: f64,
    /// First day of validity.
    pub first_day: i64,
    /// Last day of validity.
    pub last_day: i64,
    /// Hours in which it can be used.
    pub hours: Result<Hours, Malformed>,
    /// Weekdays on which it can be used.
    pub weekdays: Result<Weekdays, Malformed>,
}

/// The text of a limit cannot be read. The coupon then counts as not limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Why it can be used, or not.
    pub reason: Reason,
    /// The next moment at which the reason is another, in milliseconds since the epoch.
    pub changes_at_ms: Option<i64>,
}

/// Why a coupon can be used, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing stands in the way.
    Usable,
    /// Its status says so.
    Used,
    /// Its status says so, or its last day is over.
    Expired,
    /// Its status says so.
    Refunded,
    /// It is being given away.
    Gifting,
    /// Its status is none that is known.
    UnknownStatus,
    /// Its first day is still to come.
    NotYetValid,
    /// It cannot be used on this weekday.
    WrongWeekday,
    /// It can be used on this weekday, at other hours.
    OutsideHours,
}

impl Reason {
    /// The name that JavaScript sees.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usable => "usable",
            Self::Used => "used",
            Self::Expired => "expired",
            Self::Refunded => "refunded",
            Self::Gifting => "gifting",
            Self::UnknownStatus => "unknownStatus",
            Self::NotYetValid => "notYetValid",
            Self::WrongWeekday => "wrongWeekday",
            Self::OutsideHours => "outsideHours",
        }
    }
}

/// Judges a coupon at a moment, in milliseconds since the epoch.
pub fn judge(facts: &Facts, now_ms: i64, week_start: WeekStart) -> Judgement {
    let coupon = Coupon {
        settled: settled(facts.status),
        first_day: facts.first_day,
        last_day: facts.last_day,
        hours: facts.hours.as_deref().unwrap_or(&[hours::NO_LIMIT]),
        weekdays: facts.weekdays.unwrap_or(Weekdays::NO_LIMIT),
        week_start,
    };
    let now = minute_of(now_ms);
    Judgement { reason: coupon.reason_at(now), changes_at_ms: coupon.change_after(now).map(moment_of) }
}

/// The reason that no time changes.
fn settled(status: f64) -> Option<Reason> {
    match status {
        0.0 => None,
        1.0 => Some(Reason::Used),
        2.0 => Some(Reason::Expired),
        3.0 => Some(Reason::Refunded),
        7.0 => Some(Reason::Gifting),
        _ => Some(Reason::UnknownStatus),
    }
}

struct Coupon<'a> {
    settled: Option<Reason>,
    first_day: i64,
    last_day: i64,
    hours: &'a [core::ops::Range<i64>],
    weekdays: Weekdays,
    week_start: WeekStart,
}

impl Coupon<'_> {
    /// The reason during one minute: every limit is in whole minutes.
    fn reason_at(&self, minute: i64) -> Reason {
        let (day, minute) = (minute.div_euclid(DAY), minute.rem_euclid(DAY));
        if let Some(reason) = self.settled {
            reason
        } else if day > self.last_day {
            Reason::Expired
        } else if day < self.first_day {
            Reason::NotYetValid
        } else if self.open(day, minute) || self.open(day - 1, minute + DAY) {
            Reason::Usable
        } else if self.on_weekday(day) {
            Reason::OutsideHours
        } else {
            Reason::WrongWeekday
        }
    }

    /// Whether hours that start on this day hold the minute, counted from its midnight.
    fn open(&self, day: i64, minute: i64) -> bool {
        day >= self.first_day
            && self.on_weekday(day)
            && self.hours.iter().any(|range| range.contains(&minute))
    }

    fn on_weekday(&self, day: i64) -> bool {
        self.weekdays.contain(day, self.week_start)
    }

    /// The next minute at which the reason is another one. It can change at midnight, where hours start or end, and
    /// where validity does. When it does not for seven days, it does not while the coupon is valid.
    fn change_after(&self, now: i64) -> Option<i64> {
        let reason = self.reason_at(now);
        let mut change = None;
        let mut look_at = |minute| {
            if minute > now && change.is_none_or(|change| minute < change) && self.reason_at(minute) != reason
            {
                change = Some(minute);
            }
        };
        let today = now.div_euclid(DAY);
        // Yesterday's hours may end today.
        for day in today - 1..=today + 7 {
            look_at(day * DAY);
            for range in self.hours {
                look_at(day * DAY + range.start);
                look_at(day * DAY + range.end);
            }
        }
        look_at(self.first_day * DAY);
        look_at((self.last_day + 1) * DAY);
        change
    }
}

#[cfg(test)]
mod tests;
