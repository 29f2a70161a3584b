//! The hours of a coupon: `timeLimit`.

use super::Malformed;
use super::calendar::DAY;
use super::reader::Reader;
use core::ops::Range;

/// Ranges of minutes, counted from the midnight before they start. One that goes past midnight ends after 24:00.
pub type Hours = Vec<Range<i64>>;

/// Every hour of the day.
pub const NO_LIMIT: Range<i64> = 0..DAY;

/// Reads `HH:mm-HH:mm`, or several of it separated by commas. Nothing but white space is no limit.
///
/// The start is inside, the end is not; an end before the start is on the next day, and `24:00` is an end. The hour may
/// have one digit, comma and colon may be full-width, and white space may stand around each time.
///
/// # Errors
/// For any other text, as a whole. So also where a start is its own end: that may mean all hours, or none.
pub fn read(text: &str) -> Result<Hours, Malformed> {
    read_ranges(&mut Reader::new(text)).ok_or(Malformed)
}

fn read_ranges(reader: &mut Reader) -> Option<Hours> {
    reader.skip_white_space();
    if reader.is_done() {
        return Some(vec![NO_LIMIT]);
    }
    let mut hours = vec![read_range(reader)?];
    while reader.comma().is_some() {
        hours.push(read_range(reader)?);
    }
    reader.is_done().then_some(hours)
}

fn read_range(reader: &mut Reader) -> Option<Range<i64>> {
    let start = read_time(reader)?;
    reader.hyphen()?;
    let end = read_time(reader)?;
    match start {
        DAY => None,
        _ if start < end => Some(start..end),
        _ if start > end => Some(start..end + DAY),
        _ => None,
    }
}

/// Minutes from midnight.
fn read_time(reader: &mut Reader) -> Option<i64> {
    reader.skip_white_space();
    let mut hour = reader.digit()?;
    if let Some(digit) = reader.digit() {
        hour = hour * 10 + digit;
    }
    reader.colon()?;
    let minute = reader.number(2)?;
    reader.skip_white_space();
    let time = hour * 60 + minute;
    (minute < 60 && time <= DAY).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(hour: i64, minute: i64) -> i64 {
        hour * 60 + minute
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
        check("0:00-23:59", &[(0, at(23, 59))]);
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
    fn overlooks_white_space_and_full_width_marks() {
        let (lunch, dinner) = ((at(11, 0), at(14, 0)), (at(17, 0), at(21, 30)));
        check(" 11:00 - 14:00 , 17:00-21:30\n", &[lunch, dinner]);
        check("\u{3000}11:00\t-\u{A0}14:00", &[lunch]);
        check("11\u{FF1A}00-14\u{FF1A}00\u{FF0C}17\u{FF1A}00-21:30", &[lunch, dinner]);
    }

    #[test]
    fn takes_white_space_for_no_limit() {
        for text in ["", " ", "\u{3000}\t\n"] {
            check(text, &[(0, DAY)]);
        }
    }

    #[test]
    fn refuses_everything_else_as_a_whole() {
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
            "11:00~14:00",
            "11:00–14:00",
            "11:00-14:00 17:00-21:00",
            "11:00-14:00;17:00-21:00",
            "11:00:00-14:00:00",
            "1100-1400",
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
            "11:00\u{FF0D}14:00",
            "11:00-14:00\0",
        ] {
            assert_eq!(read(text), Err(Malformed), "{text}");
        }
    }
}
