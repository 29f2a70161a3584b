//! Tests every rule at its boundaries.

use super::*;
use Reason::*;

const MINUTE: i64 = 60_000;

/// A moment in China, `yyyy-MM-dd HH:mm` or `yyyy-MM-dd HH:mm:ss`, in milliseconds since the epoch.
fn china(text: &str) -> i64 {
    let (date, time) = text.split_once(' ').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    let (minute, second) = minute.split_once(':').unwrap_or((minute, "0"));
    let days = read_date(date).unwrap().start / DAY;
    let number = |digits: &str| digits.parse::<i64>().unwrap();
    ((days * 24 + number(hour) - 8) * 60 + number(minute)) * MINUTE + number(second) * 1_000
}

/// Unused, from Thursday 2024-02-01 to Friday 2024-03-15.
fn coupon(time_limit: &str, week_limit: &str) -> Facts {
    Facts {
        status: 0.0,
        begins: read_date("2024-02-01").unwrap().start,
        ends: read_date("2024-03-15").unwrap().end,
        hours: read_hours(time_limit),
        weekdays: Weekdays::read(week_limit),
    }
}

fn valid(first: &str, last: &str, facts: Facts) -> Facts {
    Facts { begins: read_date(first).unwrap().start, ends: read_date(last).unwrap().end, ..facts }
}

/// Checks the reason at a moment, and when it changes.
#[track_caller]
fn check_ms(facts: &Facts, now_ms: i64, reason: Reason, changes_at: &str) {
    let found = judge(facts, now_ms, WeekStart::Monday);
    let expected = (!changes_at.is_empty()).then(|| china(changes_at));
    assert_eq!((found.reason, found.changes_at_ms), (reason, expected), "{found:?} at {now_ms}");
}

#[track_caller]
fn check(facts: &Facts, now: &str, reason: Reason, changes_at: &str) {
    check_ms(facts, china(now), reason, changes_at);
}

#[test]
fn the_helper_reads_china_time() {
    assert_eq!(china("1970-01-01 08:00"), 0);
    assert_eq!(china("2020-02-11 15:28"), 1_581_406_080_000);
}

#[test]
fn a_status_other_than_unused_decides_alone_and_never_changes() {
    for (status, reason) in [
        (1.0, Used),
        (2.0, Expired),
        (3.0, Refunded),
        (7.0, Gifting),
        (4.0, UnknownStatus),
        (8.0, UnknownStatus),
        (-1.0, UnknownStatus),
        (0.5, UnknownStatus),
        (f64::NAN, UnknownStatus),
        (f64::INFINITY, UnknownStatus),
    ] {
        let facts = Facts { status, ..coupon("11:00-14:00", "1") };
        for now in ["2024-01-01 00:00", "2024-02-05 12:00", "2024-02-06 20:00", "2025-01-01 00:00"] {
            check(&facts, now, reason, "");
        }
    }
    check(&Facts { status: -0.0, ..coupon("", "") }, "2024-02-05 12:00", Usable, "2024-03-16 00:00");
}

#[test]
fn first_and_last_day_are_inclusive() {
    let facts = coupon("", "");
    let first = china("2024-02-01 00:00");
    let over = china("2024-03-16 00:00");
    check(&facts, "2020-01-01 00:00", NotYetValid, "2024-02-01 00:00");
    check_ms(&facts, first - 1, NotYetValid, "2024-02-01 00:00");
    check_ms(&facts, first, Usable, "2024-03-16 00:00");
    check_ms(&facts, over - 1, Usable, "2024-03-16 00:00");
    check_ms(&facts, over, Expired, "");
    check(&facts, "2034-03-16 00:00", Expired, "");
    let one_day = valid("2024-02-29", "2024-02-29", coupon("", ""));
    check(&one_day, "2024-02-28 23:59", NotYetValid, "2024-02-29 00:00");
    check(&one_day, "2024-02-29 00:00", Usable, "2024-03-01 00:00");
    check(&one_day, "2024-03-01 00:00", Expired, "");
}

#[test]
fn days_left_counts_days_in_china() {
    let left = |facts: &Facts, now| judge(facts, now, WeekStart::Monday).days_left;
    let facts = coupon("", "");
    let over = china("2024-03-16 00:00");
    assert_eq!(left(&facts, over - 24 * 60 * MINUTE - 1), Some(1));
    assert_eq!(left(&facts, over - 24 * 60 * MINUTE), Some(0));
    assert_eq!(left(&facts, over - 1), Some(0));
    assert_eq!(left(&facts, over), None);
    assert_eq!(left(&Facts { status: 1.0, ..facts }, over - 1), Some(0));
    let evening = Facts { ends: read_date("2024-03-15 18:00").unwrap().end, ..coupon("", "") };
    assert_eq!(left(&evening, china("2024-03-15 17:59")), Some(0));
    assert_eq!(left(&evening, china("2024-03-15 18:00")), None);
}

#[test]
fn a_last_day_before_the_first_is_never_valid() {
    let facts = valid("2024-03-15", "2024-02-01", coupon("", ""));
    check(&facts, "2024-01-01 12:00", NotYetValid, "2024-02-02 00:00");
    check(&facts, "2024-02-01 23:59", NotYetValid, "2024-02-02 00:00");
    check(&facts, "2024-02-02 00:00", Expired, "");
    check(&facts, "2024-03-15 12:00", Expired, "");
}

#[test]
fn hours_include_their_start_and_exclude_their_end() {
    let facts = coupon("11:00-14:00,17:00-21:00", "");
    let (start, end) = (china("2024-02-06 11:00"), china("2024-02-06 14:00"));
    check(&facts, "2024-02-06 00:00", OutsideHours, "2024-02-06 11:00");
    check_ms(&facts, start - 1, OutsideHours, "2024-02-06 11:00");
    check_ms(&facts, start, Usable, "2024-02-06 14:00");
    check_ms(&facts, end - 1, Usable, "2024-02-06 14:00");
    check_ms(&facts, end, OutsideHours, "2024-02-06 17:00");
    check(&facts, "2024-02-06 21:00", OutsideHours, "2024-02-07 11:00");
    check(&facts, "2024-03-15 21:00", OutsideHours, "2024-03-16 00:00");
    check(&facts, "2024-01-31 12:00", NotYetValid, "2024-02-01 00:00");
}

#[test]
fn adjacent_or_overlapping_ranges_are_one_range() {
    for hours in ["11:00-14:00,14:00-16:00", "13:00-16:00,11:00-14:00", "11:00-16:00,12:00-13:00"] {
        check(&coupon(hours, ""), "2024-02-06 12:30", Usable, "2024-02-06 16:00");
    }
    for hours in
        ["00:00-24:00", "11:00-10:00,09:00-12:00", "00:00-12:00,12:00-00:00", "18:00-19:00,00:00-24:00"]
    {
        check(&coupon(hours, ""), "2024-02-06 18:30", Usable, "2024-03-16 00:00");
    }
    check(&coupon("20:00-24:00,00:00-01:00", ""), "2024-02-06 23:00", Usable, "2024-02-07 01:00");
}

#[test]
fn the_last_minute_of_the_day_is_included() {
    for hours in ["00:00-23:59", "00:00:00-23:59:59"] {
        check(&coupon(hours, ""), "2024-02-06 12:00", Usable, "2024-03-16 00:00");
        check(&coupon(hours, ""), "2024-02-06 23:59:30", Usable, "2024-03-16 00:00");
        check(&coupon(hours, "2"), "2024-02-06 23:59:30", Usable, "2024-02-07 00:00");
        check(&coupon(hours, "2"), "2024-02-07 00:00", WrongWeekday, "2024-02-13 00:00");
    }
    let evening = coupon("17:00-23:59", "");
    check(&evening, "2024-02-06 23:59:30", Usable, "2024-02-07 00:00");
    check(&evening, "2024-02-07 00:00", OutsideHours, "2024-02-07 17:00");
}

#[test]
fn weekdays_are_whole_days() {
    // 2024-02-05 is a Monday.
    let facts = coupon("", "1,2,3,4,5");
    check(&facts, "2024-02-05 00:00", Usable, "2024-02-10 00:00");
    check(&facts, "2024-02-10 00:00", WrongWeekday, "2024-02-12 00:00");
    check(&facts, "2024-02-11 23:59", WrongWeekday, "2024-02-12 00:00");
    check(&coupon("", "1,2,3,4,5,6,7"), "2024-02-10 00:00", Usable, "2024-03-16 00:00");
    let tuesdays = coupon("", "2");
    check(&tuesdays, "2024-02-06 23:59", Usable, "2024-02-07 00:00");
    check(&tuesdays, "2024-02-07 00:00", WrongWeekday, "2024-02-13 00:00");
    check(&tuesdays, "2024-03-13 00:00", WrongWeekday, "2024-03-16 00:00");
    check(&tuesdays, "2024-01-31 00:00", NotYetValid, "2024-02-01 00:00");
}

#[test]
fn the_week_may_start_on_sunday() {
    let facts = coupon("", "1");
    for (day, monday_first, sunday_first) in
        [("04", WrongWeekday, Usable), ("05", Usable, WrongWeekday), ("10", WrongWeekday, WrongWeekday)]
    {
        let now = china(&format!("2024-02-{day} 12:00"));
        assert_eq!(judge(&facts, now, WeekStart::Monday).reason, monday_first, "{day}");
        assert_eq!(judge(&facts, now, WeekStart::Sunday).reason, sunday_first, "{day}");
    }
}

#[test]
fn names_of_weekdays_do_not_depend_on_the_start_of_the_week() {
    // 2024-02-05 is a Monday.
    for week_limit in ["周一", "星期一"] {
        let facts = coupon("", week_limit);
        for week_start in [WeekStart::Monday, WeekStart::Sunday] {
            assert_eq!(judge(&facts, china("2024-02-05 12:00"), week_start).reason, Usable);
            assert_eq!(judge(&facts, china("2024-02-04 12:00"), week_start).reason, WrongWeekday);
        }
    }
}

#[test]
fn validity_begins_and_ends_at_the_time_of_its_dates() {
    let facts = valid("2024-02-06 10:30:15", "2024-02-08 18:00:00", coupon("", ""));
    let (begin, end) = (china("2024-02-06 10:30:15"), china("2024-02-08 18:00"));
    check(&facts, "2024-02-06 00:00", NotYetValid, "2024-02-06 10:30:15");
    check_ms(&facts, begin - 1, NotYetValid, "2024-02-06 10:30:15");
    check_ms(&facts, begin, Usable, "2024-02-08 18:00");
    check_ms(&facts, end - 1, Usable, "2024-02-08 18:00");
    check_ms(&facts, end, Expired, "");
    check(&facts, "2024-02-08 23:00", Expired, "");
}

#[test]
fn a_last_day_with_midnight_or_the_last_minute_is_a_whole_day() {
    for last in ["2024-02-08 00:00:00", "2024-02-08 23:59:59", "2024-02-08T23:59", "2024/2/8"] {
        let facts = valid("2024-02-06 00:00:00", last, coupon("", ""));
        check(&facts, "2024-02-06 00:00", Usable, "2024-02-09 00:00");
        check(&facts, "2024-02-08 23:59:59", Usable, "2024-02-09 00:00");
        check(&facts, "2024-02-09 00:00", Expired, "");
    }
}

#[test]
fn hours_are_cut_off_by_a_validity_with_times() {
    let facts = valid("2024-02-06 12:00", "2024-02-08 18:00", coupon("11:00-14:00,17:00-21:00", ""));
    check(&facts, "2024-02-06 11:30", NotYetValid, "2024-02-06 12:00");
    check(&facts, "2024-02-06 12:00", Usable, "2024-02-06 14:00");
    check(&facts, "2024-02-08 14:00", OutsideHours, "2024-02-08 17:00");
    check(&facts, "2024-02-08 17:00", Usable, "2024-02-08 18:00");
    check(&facts, "2024-02-08 18:00", Expired, "");
}

#[test]
fn hours_past_midnight_may_start_on_a_day_that_is_partly_valid() {
    let facts = valid("2024-02-06 23:00", "2024-02-08 01:00", coupon("22:00-02:00", ""));
    check(&facts, "2024-02-06 22:30", NotYetValid, "2024-02-06 23:00");
    check(&facts, "2024-02-06 23:00", Usable, "2024-02-07 02:00");
    check(&facts, "2024-02-07 22:00", Usable, "2024-02-08 01:00");
    check(&facts, "2024-02-08 01:00", Expired, "");
    // Validity begins after the end of the previous day, so the hours of that day do not count.
    let from_one = valid("2024-02-07 01:00", "2024-02-08", coupon("22:00-02:00", ""));
    check(&from_one, "2024-02-07 00:30", NotYetValid, "2024-02-07 01:00");
    check(&from_one, "2024-02-07 01:00", OutsideHours, "2024-02-07 22:00");
}

#[test]
fn an_end_before_the_beginning_on_the_same_day_is_never_valid() {
    let facts = valid("2024-02-06 18:00", "2024-02-06 12:00", coupon("", ""));
    check(&facts, "2024-02-06 11:00", NotYetValid, "2024-02-06 12:00");
    check(&facts, "2024-02-06 12:00", Expired, "");
    check(&facts, "2024-02-06 19:00", Expired, "");
}

#[test]
fn weekday_and_hours_must_both_match() {
    let facts = coupon("11:00-14:00", "1");
    check(&facts, "2024-02-05 10:00", OutsideHours, "2024-02-05 11:00");
    check(&facts, "2024-02-05 11:00", Usable, "2024-02-05 14:00");
    check(&facts, "2024-02-05 14:00", OutsideHours, "2024-02-06 00:00");
    check(&facts, "2024-02-06 12:00", WrongWeekday, "2024-02-12 00:00");
    check(&facts, "2024-02-12 00:00", OutsideHours, "2024-02-12 11:00");
}

#[test]
fn hours_past_midnight_belong_to_the_day_they_start_on() {
    let facts = coupon("22:00-02:00", "2");
    check(&facts, "2024-02-06 01:00", OutsideHours, "2024-02-06 22:00");
    check(&facts, "2024-02-06 22:00", Usable, "2024-02-07 02:00");
    check(&facts, "2024-02-07 01:59", Usable, "2024-02-07 02:00");
    check(&facts, "2024-02-07 02:00", WrongWeekday, "2024-02-13 00:00");
    check(&facts, "2024-02-07 22:00", WrongWeekday, "2024-02-13 00:00");
    let every_day = coupon("22:00-02:00", "");
    check(&every_day, "2024-02-07 01:00", Usable, "2024-02-07 02:00");
    check(&every_day, "2024-02-07 02:00", OutsideHours, "2024-02-07 22:00");
}

#[test]
fn hours_past_midnight_need_a_valid_day_on_both_sides() {
    let facts = valid("2024-02-06", "2024-02-08", coupon("22:00-02:00", ""));
    check(&facts, "2024-02-05 23:00", NotYetValid, "2024-02-06 00:00");
    check(&facts, "2024-02-06 00:00", OutsideHours, "2024-02-06 22:00");
    check(&facts, "2024-02-07 00:00", Usable, "2024-02-07 02:00");
    check(&facts, "2024-02-08 23:00", Usable, "2024-02-09 00:00");
    check(&facts, "2024-02-09 00:00", Expired, "");
}

#[test]
fn hours_of_almost_24_hours_leave_a_gap_of_one_minute() {
    let facts = coupon("12:00-11:59", "2");
    check(&facts, "2024-02-06 12:00", Usable, "2024-02-07 11:59");
    check(&facts, "2024-02-07 11:59", WrongWeekday, "2024-02-13 00:00");
    let every_day = coupon("12:00-11:59", "");
    check(&every_day, "2024-02-06 12:00", Usable, "2024-02-07 11:59");
    check(&every_day, "2024-02-07 11:59", OutsideHours, "2024-02-07 12:00");
}

#[test]
fn malformed_limits_do_not_limit() {
    for (hours, weekdays, reason, changes_at) in [
        ("营业时间内", "2", Usable, "2024-02-07 00:00"),
        ("营业时间内", "1", WrongWeekday, "2024-02-12 00:00"),
        ("10:00-13:00", "0,8", Usable, "2024-02-06 13:00"),
        ("13:00-14:00", "0,8", OutsideHours, "2024-02-06 13:00"),
        ("00:00-00:00", "x", Usable, "2024-03-16 00:00"),
    ] {
        let facts = coupon(hours, weekdays);
        assert!(facts.hours.is_err() || facts.weekdays.is_err());
        check(&facts, "2024-02-06 12:00", reason, changes_at);
    }
}

#[test]
fn the_next_change_may_be_thousands_of_years_away() {
    let facts = valid("0000-01-01", "9999-12-31", coupon("", ""));
    check(&facts, "0000-01-01 00:00", Usable, "9999-12-31 24:00");
    check(&facts, "9999-12-31 23:59", Usable, "9999-12-31 24:00");
    check_ms(&facts, 8_640_000_000_000_000, Expired, "");
    check_ms(&facts, -8_640_000_000_000_000, NotYetValid, "0000-01-01 00:00");
    check_ms(&facts, i64::MAX, Expired, "");
    check_ms(&facts, i64::MIN, NotYetValid, "0000-01-01 00:00");
}

/// Compares `changes_at_ms` with a search minute by minute.
#[test]
fn the_next_change_is_the_first_minute_that_differs() {
    for hours in ["", "11:00-14:00", "22:00-02:00,03:00-04:00", "00:00-24:00", "23:00-22:00"] {
        for weekdays in ["", "1", "7,1", "2,4,6"] {
            let facts = valid("2024-02-06", "2024-02-20", coupon(hours, weekdays));
            check_changes(&facts, ("2024-02-05 00:00", "2024-02-22 00:00"), MINUTE);
        }
    }
}

/// Compares `changes_at_ms` with a search second by second, for dates with times.
#[test]
fn the_next_change_is_the_first_second_that_differs() {
    for hours in ["", "11:00-14:00", "22:00-02:00,03:00-23:59", "23:00-22:59:59"] {
        for weekdays in ["", "周二", "4-2"] {
            for (first, last) in [
                ("2024-02-06 01:30:15", "2024-02-07 12:00:01"),
                ("2024-02-06 22:30", "2024-02-07 23:58:59"),
                ("2024-02-06 23:59:59", "2024-02-07 00:00:01"),
                ("2024-02-07 01:00", "2024-02-06 18:00"),
            ] {
                let facts = valid(first, last, coupon(hours, weekdays));
                check_changes(&facts, ("2024-02-05 21:00", "2024-02-08 03:00"), 1_000);
            }
        }
    }
}

/// Steps back from `to` to `from`. The reason must not change within a step, nor after `to`.
#[track_caller]
fn check_changes(facts: &Facts, (from, to): (&str, &str), step: i64) {
    let reason = |ms| judge(facts, ms, WeekStart::Monday).reason;
    let mut change = None;
    let (from, mut later) = (china(from), china(to));
    while later > from {
        let now = later - step;
        if reason(now) != reason(later) {
            change = Some(later);
        }
        let found = judge(facts, later - 1, WeekStart::Monday).changes_at_ms;
        assert_eq!(found, change, "{facts:?} {now}");
        later = now;
    }
}
