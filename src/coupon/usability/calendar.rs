//! Days and seconds in China as whole numbers. The offset is always UTC+8; summer time before 1992 is ignored.

use super::reader::Reader;
use core::ops::Range;

/// Seconds in a day.
pub const DAY: i64 = 24 * 60 * 60;

const UTC_PLUS_8: i64 = 8 * 60 * 60;
const MS_PER_SECOND: i64 = 1_000;

/// Converts milliseconds since the epoch to seconds since the beginning of 1970 in China.
pub fn second_of(ms: i64) -> i64 {
    ms.div_euclid(MS_PER_SECOND) + UTC_PLUS_8
}

/// Converts seconds since the beginning of 1970 in China to milliseconds since the epoch.
pub fn moment_of(second: i64) -> i64 {
    (second - UTC_PLUS_8) * MS_PER_SECOND
}

/// The weekday of a day: 0 is Monday.
pub fn weekday(day: i64) -> i64 {
    // Day 0 was a Thursday.
    (day + 3).rem_euclid(7)
}

/// The range of seconds in China that a date means: the whole day, or, with a time other than midnight, that moment.
///
/// The date is `yyyy-MM-dd` or `yyyy/M/d`; after a space or a `T` comes the time, `H:mm` or `H:mm:ss`.
/// `None` for a date that does not exist, and for any other format.
pub fn read_date(text: &str) -> Option<Range<i64>> {
    let mut reader = Reader::new(text);
    let midnight = read_day(&mut reader)? * DAY;
    let mut time = 0;
    if !reader.is_done() {
        reader.place_in(" T")?;
        time = read_time(&mut reader)?;
    }
    let end = if time == 0 { DAY } else { or_end_of_day(time) };
    reader.is_done().then_some(midnight + time..midnight + end)
}

/// Rounds a time within the last minute of a day up to the end of the day.
pub const fn or_end_of_day(time: i64) -> i64 {
    if time < DAY - 60 { time } else { DAY }
}

/// Seconds from midnight, up to 24:00. Ignores a fraction of a second, which Java prints: `00:00:00.0`.
pub fn read_time(reader: &mut Reader<'_>) -> Option<i64> {
    let hour = reader.number(1)?;
    if !reader.colon() {
        return None;
    }
    let minute = reader.number(2)?;
    let mut second = 0;
    if reader.colon() {
        second = reader.number(2)?;
        if reader.word(".") {
            reader.digit()?;
            while reader.digit().is_some() {}
        }
    }
    let time = (hour * 60 + minute) * 60 + second;
    (minute < 60 && second < 60 && time <= DAY).then_some(time)
}

/// Parses a date to its number of days since 1970-01-01.
fn read_day(reader: &mut Reader<'_>) -> Option<i64> {
    let year = reader.number(2)? * 100 + reader.number(2)?;
    // Only dates with slashes may have a month or day of one digit.
    let (mark, least_digits) = if reader.word("-") {
        ("-", 2)
    } else {
        reader.place_in("/")?;
        ("/", 1)
    };
    let month = reader.number(least_digits)?;
    reader.place_in(mark)?;
    let day = reader.number(least_digits)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    // Counts years from March, so that the leap day is the last day of a year and the days before a month are linear in it.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let first_march_of_year_0 = -719_468;
    (1..=days)
        .contains(&day)
        .then(|| first_march_of_year_0 + year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;

    /// The number of a date that means a whole day.
    #[track_caller]
    fn read_day(date: &str) -> Option<i64> {
        let Range { start, end } = read_date(date)?;
        assert_eq!((start % DAY, end), (0, start + DAY), "{date}");
        Some(start / DAY)
    }

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
    fn refuses_dates_that_do_not_exist_and_other_formats() {
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
            "2020-01/17",
            "2020/01-17",
            "2020/1/",
            "2020//17",
            "2020/01/032",
            "2020/2/30",
            "2020.01.17",
            "2020-01-17T",
            "2020-01-1700:00:00",
            "2020-01-17  00:00:00",
            "2020-01-17 00:00:00 ",
            "2020-01-17\u{3000}00:00:00",
            "2020-01-17t00:00:00",
            "2020-01-17 00",
            "2020-01-17 00:00:",
            "2020-01-17 00:00:0",
            "2020-01-17 00:00:00.",
            "2020-01-17 00:00:60",
            "2020-01-17 00:60",
            "2020-01-17 24:00:01",
            "2020-01-17 25:00",
            "2020-01-17T00:00:00Z",
            "2020-01-17T00:00:00+08:00",
            "2020-02-30 00:00:00",
            "20200117",
            "2020-01-17 ",
            " 2020-01-17",
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
    fn reads_dates_with_slashes_or_with_midnight_as_whole_days() {
        for date in [
            "2020/01/17",
            "2020/1/17",
            "2020-01-17 00:00:00",
            "2020-01-17T00:00:00",
            "2020-01-17 00:00",
            "2020-01-17 0:00",
            "2020-01-17T00:00",
            "2020/01/17 00:00:00",
            "2020/1/17 0:00:00",
            "2020-01-17 00:00:00.0",
            "2020-01-17T00:00:00.000",
            "2020-01-17 00\u{FF1A}00",
        ] {
            assert_eq!(read_day(date), Some(18_278), "{date}");
        }
        assert_eq!(read_day("2020/2/9"), read_day("2020-02-09"));
    }

    #[test]
    fn reads_other_times_as_moments() {
        let day = 18_278 * DAY;
        for (text, time) in [
            ("2020-01-17 18:00:00", 18 * HOUR),
            ("2020-01-17 18:00", 18 * HOUR),
            ("2020/1/17 9:05", 9 * HOUR + 5 * MINUTE),
            ("2020-01-17T00:00:01", 1),
            ("2020-01-17 00:01", MINUTE),
            ("2020-01-17 17:59:59", 18 * HOUR - 1),
            ("2020-01-17 18:00:00.999999999", 18 * HOUR),
            ("2020-01-17 23:58:59", DAY - MINUTE - 1),
        ] {
            assert_eq!(read_date(text), Some(day + time..day + time), "{text}");
        }
    }

    #[test]
    fn a_time_in_the_last_minute_ends_at_midnight() {
        let day = 18_278 * DAY;
        for (text, time) in [
            ("2020-01-17 23:59", DAY - MINUTE),
            ("2020-01-17 23:59:00", DAY - MINUTE),
            ("2020-01-17 23:59:30", DAY - 30),
            ("2020-01-17 23:59:59", DAY - 1),
            ("2020-01-17T23:59:59.999", DAY - 1),
            ("2020-01-17 24:00:00", DAY),
        ] {
            assert_eq!(read_date(text), Some(day + time..day + DAY), "{text}");
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
        assert_eq!(second_of(midnight), 18_278 * DAY);
        assert_eq!(second_of(midnight - 1), 18_278 * DAY - 1);
        assert_eq!(second_of(midnight + 999), 18_278 * DAY);
        assert_eq!(second_of(midnight + 59_999), 18_278 * DAY + 59);
        assert_eq!(moment_of(18_278 * DAY), midnight);
        assert_eq!(second_of(-1), UTC_PLUS_8 - 1);
        for moment in [i64::MIN, i64::MAX] {
            second_of(moment);
        }
    }
}
