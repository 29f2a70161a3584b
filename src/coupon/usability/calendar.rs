//! Days and minutes in China as whole numbers. China keeps UTC+8 here, whatever its clocks did before 1992.

use super::reader::Reader;

/// Minutes in a day.
pub const DAY: i64 = 24 * 60;

const UTC_PLUS_8: i64 = 8 * 60;
const MS_PER_MINUTE: i64 = 60_000;

/// The minute in China, counted from the beginning of 1970 there, of a moment in milliseconds since the epoch.
pub fn minute_of(ms: i64) -> i64 {
    ms.div_euclid(MS_PER_MINUTE) + UTC_PLUS_8
}

/// The moment at which a minute in China begins, in milliseconds since the epoch.
pub fn moment_of(minute: i64) -> i64 {
    (minute - UTC_PLUS_8) * MS_PER_MINUTE
}

/// The weekday of a day: 0 is Monday.
pub fn weekday(day: i64) -> i64 {
    // Day 0 was a Thursday.
    (day + 3).rem_euclid(7)
}

/// The day that `yyyy-MM-dd` names, counted from 1970-01-01. `None` for what no calendar has, and for any other form.
pub fn read_day(date: &str) -> Option<i64> {
    let mut reader = Reader::new(date);
    let year = reader.number(4)?;
    reader.hyphen()?;
    let month = reader.number(2)?;
    reader.hyphen()?;
    let day = reader.number(2)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    // With the year beginning in March, a leap day is its last, and the months' lengths follow a straight line.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let first_march_of_year_0 = -719_468;
    (reader.is_done() && (1..=days).contains(&day))
        .then(|| first_march_of_year_0 + year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days_from_1970() {
        for (date, day) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("1970-02-28", 58),
            ("1970-03-01", 59),
            ("2000-02-29", 11_016),
            ("2000-03-01", 11_017),
            ("2020-01-17", 18_278),
            ("2100-02-28", 47_540),
            ("2100-03-01", 47_541),
            ("9999-12-31", 2_932_896),
            ("0000-01-01", -719_528),
            ("0000-02-29", -719_469),
            ("0000-03-01", -719_468),
        ] {
            assert_eq!(read_day(date), Some(day), "{date}");
        }
    }

    #[test]
    fn counts_every_day_of_eight_centuries_once() {
        let mut expected = read_day("1600-01-01").unwrap();
        for year in 1600..2400 {
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Some(found) = read_day(&format!("{year}-{month:02}-{day:02}")) {
                        assert_eq!(found, expected, "{year}-{month}-{day}");
                        expected += 1;
                    }
                }
            }
        }
        assert_eq!(Some(expected), read_day("2400-01-01"));
    }

    #[test]
    fn refuses_what_no_calendar_has_and_other_forms() {
        for date in [
            "",
            "0000-00-00",
            "2020-00-10",
            "2020-13-10",
            "2020-01-00",
            "2020-01-32",
            "2020-04-31",
            "2019-02-29",
            "2100-02-29",
            "2020-02-30",
            "2020-1-17",
            "20-01-17",
            "2020/01/17",
            "20200117",
            "2020-01-17 ",
            " 2020-01-17",
            "2020-01-17T00:00:00",
            "2020-01-1x",
            "+020-01-17",
            "-020-01-17",
            "\u{FF12}020-01-17",
            "2020-01-1٣",
        ] {
            assert_eq!(read_day(date), None, "{date}");
        }
    }

    #[test]
    fn knows_the_weekday() {
        for (date, expected) in
            [("1970-01-01", 3), ("1969-12-28", 6), ("1969-12-29", 0), ("2024-02-29", 3), ("2026-11-23", 0)]
        {
            assert_eq!(weekday(read_day(date).unwrap()), expected, "{date}");
        }
    }

    #[test]
    fn begins_the_day_8_hours_before_utc() {
        // 2020-01-17T00:00 in China.
        let midnight = 1_579_190_400_000;
        assert_eq!(minute_of(midnight), 18_278 * DAY);
        assert_eq!(minute_of(midnight - 1), 18_278 * DAY - 1);
        assert_eq!(minute_of(midnight + 59_999), 18_278 * DAY);
        assert_eq!(moment_of(18_278 * DAY), midnight);
        assert_eq!(minute_of(-1), UTC_PLUS_8 - 1);
        for moment in [i64::MIN, i64::MAX] {
            minute_of(moment);
        }
    }
}
