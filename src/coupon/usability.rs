//! Whether a coupon can be used at a moment, why not, and when that changes: status, dates, weekdays and hours.
//!
//! - Everything is in China time, UTC+8 all year round.
//! - The status counts first, then the dates, then the weekday, then the hours: the first that stands in the way is the
//!   reason.
//! - First and last day are inclusive. Where a time stands with them, validity begins or ends at that moment.
//! - A coupon is expired when its validity is over, though its status may say unused. One whose validity ends before it
//!   begins is never valid: not yet until that end, then expired.
//! - Hours that go past midnight belong to the day on which they start: its weekday counts, and it must be a valid day, one
//!   that is not over when validity begins. All hours end with the validity.

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
    /// The CRM's status: a number, and in JavaScript any number.
    pub status: f64,
    /// The second at which validity begins.
    pub begins: i64,
    /// The second at which validity ends, the first outside it.
    pub ends: i64,
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
    /// Days from this one to the last on which it is valid. None when its validity is over, whatever its status.
    pub days_left: Option<i64>,
}

/// Why a coupon can be used, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing stands in the way.
    Usable,
    /// Its status says so.
    Used,
    /// Its status says so, or its validity is over.
    Expired,
    /// Its status says so.
    Refunded,
    /// It is being given away.
    Gifting,
    /// Its status is none that is known.
    UnknownStatus,
    /// Its validity is still to begin.
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
    begins: i64,
    ends: i64,
    hours: &'a [core::ops::Range<i64>],
    weekdays: Weekdays,
    week_start: WeekStart,
}

impl Coupon<'_> {
    /// The reason during one second: nothing changes within.
    fn reason_at(&self, second: i64) -> Reason {
        let (day, time) = (second.div_euclid(DAY), second.rem_euclid(DAY));
        if let Some(reason) = self.settled {
            reason
        } else if second >= self.ends {
            Reason::Expired
        } else if second < self.begins {
            Reason::NotYetValid
        } else if self.open(day, time) || self.open(day - 1, time + DAY) {
            Reason::Usable
        } else if self.on_weekday(day) {
            Reason::OutsideHours
        } else {
            Reason::WrongWeekday
        }
    }

    /// Whether hours that start on this day hold the time, counted from its midnight.
    fn open(&self, day: i64, time: i64) -> bool {
        day >= self.begins.div_euclid(DAY)
            && self.on_weekday(day)
            && self.hours.iter().any(|range| range.contains(&time))
    }

    /// The last valid second is the one before the end: a whole day ends at the midnight that begins the next.
    fn days_left(&self, now: i64) -> Option<i64> {
        (now < self.ends).then(|| (self.ends - 1).div_euclid(DAY) - now.div_euclid(DAY))
    }

    fn on_weekday(&self, day: i64) -> bool {
        self.weekdays.contain(day, self.week_start)
    }

    /// The next second at which the reason is another one. It can change at midnight, where hours start or end, and
    /// where validity does. When it does not for seven days, it does not while the coupon is valid.
    fn change_after(&self, now: i64) -> Option<i64> {
        let reason = self.reason_at(now);
        let mut change = None;
        let mut look_at = |second| {
            if second > now && change.is_none_or(|change| second < change) && self.reason_at(second) != reason
            {
                change = Some(second);
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
        look_at(self.begins);
        look_at(self.ends);
        change
    }
}

#[cfg(test)]
mod tests;
