//! Whether a coupon can be used at a moment, why not, and when that changes. Status, dates, weekdays and hours decide.
//!
//! - All times are in China time, which is UTC+8 all year.
//! - The order of the checks is status, dates, weekday, hours. The first that fails is the reason.
//! - The first and the last day are inclusive. If the date has a time, validity begins or ends at that moment.
//! - After its validity a coupon is expired, even if its status says unused. A coupon whose validity ends before it
//!   begins is never valid: it is not yet valid until that end, and then expired.
//! - Hours that go past midnight belong to the day on which they start. That day's weekday counts, and that day must not be
//!   over when validity begins. Validity cuts off the hours at its end.

mod calendar;
mod hours;
mod reader;
mod weekdays;

pub use calendar::read_date;
pub use hours::{Hours, read as read_hours};
pub use weekdays::{WeekStart, Weekdays};

use calendar::{DAY, moment_of, second_of};

/// What decides whether a coupon can be used. Seconds are counted from the beginning of 1970 in China.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The CRM's status. JavaScript may pass any number.
    pub status: f64,
    /// The second at which validity begins.
    pub begins: i64,
    /// The first second after validity.
    pub ends: i64,
    /// The hours in which it can be used.
    pub hours: Result<Hours, Malformed>,
    /// The weekdays on which it can be used.
    pub weekdays: Result<Weekdays, Malformed>,
}

/// The text of a limit cannot be parsed. The coupon then counts as not limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Whether a coupon can be used, and when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Why it can be used, or not.
    pub reason: Reason,
    /// The next moment at which the reason changes, in milliseconds since the epoch.
    pub changes_at_ms: Option<i64>,
    /// Days from today to the last valid day. `None` after the validity, whatever the status.
    pub days_left: Option<i64>,
}

/// Why a coupon can be used, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It can be used.
    Usable,
    /// Its status is 1.
    Used,
    /// Its status is 2, or its validity is over.
    Expired,
    /// Its status is 3.
    Refunded,
    /// Its status is 7: it is being given to somebody.
    Gifting,
    /// Its status is not a known one.
    UnknownStatus,
    /// Its validity has not begun.
    NotYetValid,
    /// It cannot be used on this weekday.
    WrongWeekday,
    /// It can be used on this weekday, at other hours.
    OutsideHours,
}

impl Reason {
    /// The name in the JavaScript API.
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
        status_reason: status_reason(facts.status),
        begins: facts.begins,
        ends: facts.ends,
        hours: facts.hours.as_deref().unwrap_or(&[hours::NO_LIMIT]),
        weekdays: facts.weekdays.unwrap_or(Weekdays::NO_LIMIT),
        week_start,
    };
    let now = second_of(now_ms);
    Judgement {
        reason: coupon.reason_at(now),
        changes_at_ms: coupon.change_after(now).map(moment_of),
        days_left: coupon.days_left(now),
    }
}

/// The reason that the status alone gives; `None` for an unused coupon.
fn status_reason(status: f64) -> Option<Reason> {
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
    status_reason: Option<Reason>,
    begins: i64,
    ends: i64,
    hours: &'a [core::ops::Range<i64>],
    weekdays: Weekdays,
    week_start: WeekStart,
}

impl Coupon<'_> {
    /// The reason during one second, which is the smallest unit of every rule.
    fn reason_at(&self, second: i64) -> Reason {
        let (day, time) = (second.div_euclid(DAY), second.rem_euclid(DAY));
        if let Some(reason) = self.status_reason {
            reason
        } else if second >= self.ends {
            Reason::Expired
        } else if second < self.begins {
            Reason::NotYetValid
        } else if self.is_open(day, time) || self.is_open(day - 1, time + DAY) {
            Reason::Usable
        } else if self.on_weekday(day) {
            Reason::OutsideHours
        } else {
            Reason::WrongWeekday
        }
    }

    /// Whether hours that start on this day contain the time, counted in seconds from its midnight.
    fn is_open(&self, day: i64, time: i64) -> bool {
        day >= self.begins.div_euclid(DAY)
            && self.on_weekday(day)
            && self.hours.iter().any(|range| range.contains(&time))
    }

    /// Counts to the day of the last valid second, because a whole day ends at the next midnight.
    fn days_left(&self, now: i64) -> Option<i64> {
        (now < self.ends).then(|| (self.ends - 1).div_euclid(DAY) - now.div_euclid(DAY))
    }

    fn on_weekday(&self, day: i64) -> bool {
        self.weekdays.contain(day, self.week_start)
    }

    /// The next second at which the reason changes. It can change at midnight, and at the start or end of hours or of the
    /// validity. Limits repeat every week, so looking seven days ahead is enough.
    fn change_after(&self, now: i64) -> Option<i64> {
        let reason = self.reason_at(now);
        let mut change = None;
        let mut consider = |second| {
            if second > now && change.is_none_or(|change| second < change) && self.reason_at(second) != reason
            {
                change = Some(second);
            }
        };
        let today = now.div_euclid(DAY);
        // From yesterday, because its hours may end today.
        for day in today - 1..=today + 7 {
            consider(day * DAY);
            for range in self.hours {
                consider(day * DAY + range.start);
                consider(day * DAY + range.end);
            }
        }
        consider(self.begins);
        consider(self.ends);
        change
    }
}

#[cfg(test)]
mod tests;
