//! The hours of a coupon: `timeLimit`.

use super::Malformed;
use super::calendar::{DAY, or_end_of_day, read_time};
use super::reader::Reader;
use core::ops::Range;

/// Ranges of whole minutes, as seconds from midnight. A range that goes past midnight ends after 24:00.
pub type Hours = Vec<Range<i64>>;

/// The whole day.
pub const NO_LIMIT: Range<i64> = 0..DAY;

/// Parses `HH:mm-HH:mm`, or several of them. An empty text, white space, 全天, 不限 and similar words mean no limit.
///
/// - The start is included and the end is not. An end before the start is on the next day. `24:00` is allowed as an end.
/// - An end of `23:59` means the end of the day, because nobody intends to exclude the last minute.
/// - The hour may have one digit. Seconds are allowed; those of an end are rounded up to a whole minute, so `13:59:59` is
///   14:00.
/// - Any dash may join the times, and any separator may separate the ranges.
///
/// # Errors
/// For any other text; no part of it is used. Also for a range whose start equals its end, which may mean all hours or
/// none, and for a start that is not a whole minute.
pub fn read(text: &str) -> Result<Hours, Malformed> {
    Reader::of_limit(text)
        .map_or_else(|| Ok(vec![NO_LIMIT]), |mut reader| read_ranges(&mut reader).ok_or(Malformed))
}

fn read_ranges(reader: &mut Reader<'_>) -> Option<Hours> {
    let mut hours = vec![read_range(reader)?];
    while reader.separator()? {
        hours.push(read_range(reader)?);
    }
    Some(hours)
}

fn read_range(reader: &mut Reader<'_>) -> Option<Range<i64>> {
    let start = read_time(reader)?;
    if !reader.dash() {
        return None;
    }
    let end = read_time(reader)?;
    if start == DAY || start == end || start % 60 != 0 {
        return None;
    }
    let next_day = if start < end { 0 } else { DAY };
    let whole_minutes = (end + 59) / 60 * 60;
    Some(start..next_day + or_end_of_day(whole_minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(hour: i64, minute: i64) -> i64 {
        (hour * 60 + minute) * 60
    }

    #[track_caller]
    fn check(text: &str, expected: &[(i64, i64)]) {
        let expected = expected.iter().map(|&(start, end)| start..end).collect();
        assert_eq!(read(text), Ok(expected), "{text:?}");
    }

    #[test]
    fn reads_one_range_and_several() {
        let lunch = (at(11, 0), at(14, 0));
        let dinner = (at(17, 0), at(21, 30));
        check("11:00-14:00", &[lunch]);
        check("11:00-14:00,17:00-21:30", &[lunch, dinner]);
        check("17:00-21:30,11:00-14:00", &[dinner, lunch]);
        check("11:00-14:00,11:00-14:00", &[lunch, lunch]);
        check("9:05-11:00", &[(at(9, 5), at(11, 0))]);
    }

    #[test]
    fn reads_midnight_as_start_and_as_end() {
        check("00:00-24:00", &[(0, DAY)]);
        check("22:00-24:00", &[(at(22, 0), DAY)]);
        check("22:00-00:00", &[(at(22, 0), DAY)]);
        check("22:00-02:00", &[(at(22, 0), at(26, 0))]);
        check("23:59-23:58", &[(at(23, 59), at(47, 58))]);
    }

    #[test]
    fn the_last_minute_of_the_day_is_included() {
        for text in ["0:00-23:59", "00:00-23:59:59", "00:00:00-23:59:00", "00:00-23:59:30"] {
            check(text, &[(0, DAY)]);
        }
        check("22:00-23:59", &[(at(22, 0), DAY)]);
        check("00:00-23:58", &[(0, at(23, 58))]);
        check("00:00-23:58:01", &[(0, DAY)]);
        check("23:59-23:59:59", &[(at(23, 59), DAY)]);
        check("23:59-00:00", &[(at(23, 59), DAY)]);
    }

    #[test]
    fn reads_seconds_as_whole_minutes() {
        check("11:00:00-14:00:00", &[(at(11, 0), at(14, 0))]);
        check("11:00-13:59:59", &[(at(11, 0), at(14, 0))]);
        check("11:00-13:59:01", &[(at(11, 0), at(14, 0))]);
        check("9:00:00-24:00:00", &[(at(9, 0), DAY)]);
        check("22:00:00-01:59:59", &[(at(22, 0), at(26, 0))]);
        check("11:00:00-10:59:59", &[(at(11, 0), at(35, 0))]);
        check("11:00:00.0-14:00:00.0", &[(at(11, 0), at(14, 0))]);
    }

    #[test]
    fn reads_every_dash() {
        for dash in [
            "-",
            "~",
            "–",
            "—",
            "――",
            "——",
            "−",
            "－",
            "～",
            "〜",
            "‐",
            "‑",
            "‒",
            "--",
            "~~",
            "至",
            "到",
            " ~ ",
            "\u{3000}——\u{3000}",
        ] {
            check(&format!("11:00{dash}14:00"), &[(at(11, 0), at(14, 0))]);
        }
    }

    #[test]
    fn reads_every_separator() {
        for separator in
            [",", "，", ";", "；", "、", "|", "｜", " ", "\n", "\r\n", "\u{3000}", " ; ", ";\n", "\n、", "  "]
        {
            let text = format!("11:00-14:00{separator}17:00~21:30");
            check(&text, &[(at(11, 0), at(14, 0)), (at(17, 0), at(21, 30))]);
        }
    }

    #[test]
    fn reads_words_for_no_limit() {
        for text in [
            "全天",
            "全天可用",
            "全天候",
            "全时段",
            "24小时",
            "每天",
            "每天可用",
            "每日",
            "不限",
            "不限制",
            "不限时间",
            "不限时段",
            "无限制",
            " 全天\n",
        ] {
            check(text, &[(0, DAY)]);
        }
    }

    #[test]
    fn ignores_white_space_and_reads_full_width_punctuation() {
        let (lunch, dinner) = ((at(11, 0), at(14, 0)), (at(17, 0), at(21, 30)));
        check(" 11:00 - 14:00 , 17:00-21:30\n", &[lunch, dinner]);
        check("\u{3000}11:00\t-\u{A0}14:00", &[lunch]);
        check("11\u{FF1A}00-14\u{FF1A}00\u{FF0C}17\u{FF1A}00-21:30", &[lunch, dinner]);
    }

    #[test]
    fn white_space_means_no_limit() {
        for text in ["", " ", "\u{3000}\t\n"] {
            check(text, &[(0, DAY)]);
        }
    }

    #[test]
    fn refuses_every_other_text() {
        for text in [
            ",",
            "-",
            ":",
            "11:00-14:00,",
            ",11:00-14:00",
            "11:00-14:00,,17:00-21:00",
            "11:00-14:00,营业时间内",
            "营业时间内",
            "25:00-14",
            "11:00",
            "11:00-",
            "11:00-14:00-15:00",
            "1100-1400",
            "11:00-14:00;",
            "11:00-14:00 ;; 17:00-21:00",
            "11:00-14:00/17:00-21:00",
            "11:00-14:0017:00-21:00",
            "11:00---14:00",
            "11:00至至至14:00",
            "11:00一14:00",
            "11:00 14:00",
            "11:00:30-14:00:00",
            "11:00:00-14:00:60",
            "11:00:0-14:00",
            "11:00:-14:00",
            "11:00-24:00:01",
            "11:00:00-11:00:00",
            "23:59-23:59",
            "全天,11:00-14:00",
            "11:00-14:00全天",
            "全天 可用",
            "工作日",
            "11-14",
            "11.00-14.00",
            "11:0-14:00",
            "11:60-14:00",
            "011:00-14:00",
            ":00-14:00",
            "11:-14:00",
            "1 1:00-14:00",
            "11 :00-14:00",
            "11: 00-14:00",
            "+1:00-14:00",
            "11:00-24:01",
            "11:00-25:00",
            "24:00-02:00",
            "24:00-24:00",
            "00:00-00:00",
            "11:00-11:00",
            "\u{FF11}1:00-14:00",
            "11:00-14:00\0",
        ] {
            assert_eq!(read(text), Err(Malformed), "{text}");
        }
    }
}
