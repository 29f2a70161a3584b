//! The weekdays of a coupon: `weekLimit`.

use super::reader::Reader;
use super::{Malformed, calendar};

/// Which weekday the CRM calls 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekStart {
    /// 1 is Monday, 7 is Sunday.
    #[default]
    Monday,
    /// 1 is Sunday, 7 is Saturday.
    Sunday,
}

/// A set of weekdays as the CRM numbers them: bit 0 is day 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekdays(u8);

impl Weekdays {
    /// All seven.
    pub const NO_LIMIT: Self = Self(0b111_1111);

    /// Reads digits from 1 to 7, in any order, separated by commas. Nothing but white space is no limit.
    ///
    /// The comma may be full-width, and white space may stand around each digit.
    ///
    /// # Errors
    /// For any other text, as a whole.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let mut reader = Reader::new(text);
        reader.skip_white_space();
        if reader.is_done() {
            return Ok(Self::NO_LIMIT);
        }
        let mut days = 0;
        loop {
            reader.skip_white_space();
            let Some(digit @ 1..=7) = reader.digit() else {
                return Err(Malformed);
            };
            days |= 1 << (digit - 1);
            reader.skip_white_space();
            if reader.is_done() {
                return Ok(Self(days));
            }
            reader.comma().ok_or(Malformed)?;
        }
    }

    /// Whether a day, counted from 1970-01-01, is on one of them.
    pub fn contain(self, day: i64, week_start: WeekStart) -> bool {
        let place = match week_start {
            WeekStart::Monday => calendar::weekday(day),
            WeekStart::Sunday => calendar::weekday(day + 1),
        };
        self.0 >> place & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coupon::usability::calendar::read_day;

    #[test]
    fn reads_digits() {
        for (text, expected) in [
            ("1", 0b1),
            ("7", 0b100_0000),
            ("1,2,3,4,5", 0b1_1111),
            ("6,7", 0b110_0000),
            ("7,6", 0b110_0000),
            ("3,3", 0b100),
            (" 1 , 3\u{3000}\u{FF0C}5\n", 0b1_0101),
            ("1,2,3,4,5,6,7", 0b111_1111),
            ("", 0b111_1111),
            (" \u{3000}", 0b111_1111),
        ] {
            assert_eq!(Weekdays::read(text), Ok(Weekdays(expected)), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else_as_a_whole() {
        for text in [
            "0,8",
            "0",
            "8",
            "1,8",
            "12",
            "1-5",
            "1;2",
            "1 2",
            "1,",
            ",1",
            ",",
            "1,,2",
            "周一至周五",
            "1,二",
            "01",
            "+1",
            "1.0",
            "\u{FF11}",
            "1、2",
        ] {
            assert_eq!(Weekdays::read(text), Err(Malformed), "{text}");
        }
    }

    #[test]
    fn counts_from_monday_or_from_sunday() {
        let monday = read_day("2026-11-23").unwrap();
        for (place, digit) in (1..=7).enumerate() {
            let only = Weekdays::read(&digit.to_string()).unwrap();
            for offset in 0..7 {
                let day = monday - 7_000 + offset;
                assert_eq!(only.contain(day, WeekStart::Monday), offset as usize == place);
                assert_eq!(only.contain(day - 1, WeekStart::Sunday), offset as usize == place);
            }
        }
    }
}
