//! The weekdays of a coupon: `weekLimit`.

use super::reader::Reader;
use super::{Malformed, calendar};

/// The weekday that the CRM numbers 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekStart {
    /// 1 is Monday, 7 is Sunday.
    #[default]
    Monday,
    /// 1 is Sunday, 7 is Saturday.
    Sunday,
}

/// The digits, whose weekday depends on `WeekStart`, and then the numerals in the names of the weekdays, from Monday. 日 and
/// 天 both mean Sunday.
const DAYS: &str = "1234567一二三四五六日天";
const DIGITS: &str = "1234567";
const MONDAY: i64 = 7;
const SUNDAY: i64 = 13;

/// The prefixes of a weekday's name.
const WEEK: [&str; 3] = ["周", "星期", "礼拜"];

/// Words for several days. Public holidays are not considered.
const WORDS: [(&str, u16); 2] = [("工作日", 0b1_1111 << MONDAY), ("周末", 0b110_0000 << MONDAY)];

/// A set of weekdays, as bits by their index in `DAYS`: 0 to 6 by the CRM's number, 7 to 13 by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekdays(u16);

impl Weekdays {
    /// All seven.
    pub const NO_LIMIT: Self = Self(0b111_1111);

    /// Parses digits from 1 to 7 and names, `1,2,3` or `周一,周二`, in any order. An empty text, white space, 每天, 不限 and
    /// similar words mean no limit.
    ///
    /// - A dash makes a range: `1-5` or `周一至周五`. A range that ends before it starts continues into the next week: `6-1`
    ///   is the sixth, the seventh and the first day.
    /// - Any separator may separate the days. Ascending digits, `12345`, and names, `周六周日`, need none. After a name, the
    ///   numeral alone is enough: `周一至五`, `周六、日`.
    /// - 工作日 is Monday to Friday, 周末 is Saturday and Sunday.
    ///
    /// # Errors
    /// For any other text; no part of it is used. Also for a range from a day to itself, which may mean seven days or one,
    /// and for digits without separators that do not ascend: `1111111` is more likely one flag for each day.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        Reader::of_limit(text)
            .map_or(Ok(Self::NO_LIMIT), |mut reader| read_list(&mut reader).ok_or(Malformed))
    }

    /// Whether a day, counted from 1970-01-01, falls on one of them.
    pub fn contain(self, day: i64, week_start: WeekStart) -> bool {
        let weekday = calendar::weekday(day);
        let place = match week_start {
            WeekStart::Monday => weekday,
            WeekStart::Sunday => (weekday + 1) % 7,
        };
        (self.0 >> place | self.0 >> (MONDAY + weekday)) & 1 == 1
    }
}

fn read_list(reader: &mut Reader<'_>) -> Option<Weekdays> {
    let mut days = 0;
    let mut last = 0;
    let mut separated = true;
    loop {
        if let Some((_, word)) = WORDS.iter().find(|(word, _)| reader.word(word)) {
            days |= word;
            last = MONDAY;
        } else {
            let first = read_day(reader, last)?;
            if !separated && !is_name(first) {
                return None;
            }
            last = first;
            days |= 1 << first;
            if reader.dash() {
                let end = read_day(reader, first)?;
                if end == first || is_name(end) != is_name(first) {
                    return None;
                }
                while last != end {
                    last = if last % 7 == 6 { last - 6 } else { last + 1 };
                    days |= 1 << last;
                }
            } else if !is_name(first) {
                while let Some(next) = reader.place_in(DIGITS) {
                    if next <= last {
                        return None;
                    }
                    last = next;
                    days |= 1 << last;
                }
            }
        }
        match reader.separator() {
            Some(false) => return Some(Weekdays(days)),
            None if !is_name(last) => return None,
            mark => separated = mark.is_some(),
        }
    }
}

/// Reads a day and returns its index in `DAYS`. A numeral must be part of a name, or follow one.
fn read_day(reader: &mut Reader<'_>, before: i64) -> Option<i64> {
    let begins_name = WEEK.iter().any(|word| reader.word(word));
    let day = reader.place_in(DAYS)?;
    let is_allowed = if is_name(day) { begins_name || is_name(before) } else { !begins_name };
    is_allowed.then_some(day.min(SUNDAY))
}

const fn is_name(day: i64) -> bool {
    day >= MONDAY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coupon::usability::calendar::{DAY, read_date};

    #[track_caller]
    fn check(text: &str, numbered: u16, named: u16) {
        assert_eq!(Weekdays::read(text), Ok(Weekdays(named << MONDAY | numbered)), "{text:?}");
    }

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
            ("12", 0b11),
            ("12345", 0b1_1111),
            ("1234567", 0b111_1111),
            ("135, 67", 0b111_0101),
        ] {
            check(text, expected, 0);
        }
    }

    #[test]
    fn reads_every_separator() {
        for separator in [",", "，", ";", "；", "、", "|", "｜", " ", "\n", "\r\n", "\u{3000}", " ; ", "、\n"]
        {
            check(&format!("1{separator}3"), 0b101, 0);
            check(&format!("周一{separator}周三"), 0, 0b101);
        }
    }

    #[test]
    fn reads_ranges() {
        for dash in ["-", "~", "–", "—", "——", "−", "－", "～", "〜", "至", "到", " - "] {
            check(&format!("1{dash}5"), 0b1_1111, 0);
            check(&format!("周一{dash}周五"), 0, 0b1_1111);
        }
        for (text, expected) in [
            ("1-7", 0b111_1111),
            ("2-3", 0b110),
            ("1-3,5-6", 0b11_0111),
            ("1-3 7", 0b100_0111),
            ("7,1-3", 0b100_0111),
            ("6-1", 0b110_0001),
            ("7-1", 0b100_0001),
            ("5-4", 0b111_1111),
        ] {
            check(text, expected, 0);
        }
    }

    #[test]
    fn reads_names() {
        for (text, expected) in [
            ("周一", 0b1),
            ("星期二", 0b10),
            ("礼拜三", 0b100),
            ("周四", 0b1000),
            ("星期五", 0b1_0000),
            ("礼拜六", 0b10_0000),
            ("周日", 0b100_0000),
            ("周天", 0b100_0000),
            ("星期日", 0b100_0000),
            ("星期天", 0b100_0000),
            ("礼拜日", 0b100_0000),
            ("礼拜天", 0b100_0000),
            ("周一,周二", 0b11),
            ("周六周日", 0b110_0000),
            ("周六日", 0b110_0000),
            ("周六、日", 0b110_0000),
            ("周一、三、五", 0b1_0101),
            ("周一至五", 0b1_1111),
            ("周一至五、日", 0b101_1111),
            ("周一到星期五", 0b1_1111),
            ("星期一至星期天", 0b111_1111),
            ("周六至周一", 0b110_0001),
            ("工作日", 0b1_1111),
            ("周末", 0b110_0000),
            ("工作日,周六", 0b11_1111),
            ("工作日周六", 0b11_1111),
            ("工作日、六", 0b11_1111),
            ("周五、周末", 0b111_0000),
            ("工作日、周末", 0b111_1111),
        ] {
            check(text, 0, expected);
        }
        check("1,周二", 0b1, 0b10);
        check("周一,2", 0b10, 0b1);
    }

    #[test]
    fn reads_words_for_no_limit() {
        for text in ["每天", "每日", "每天可用", "不限", "不限制", "无限制", "全天", "全天可用", " 每天\n"]
        {
            check(text, 0b111_1111, 0);
        }
    }

    #[test]
    fn refuses_every_other_text() {
        for text in [
            "0,8",
            "0",
            "8",
            "1,8",
            "1,",
            ",1",
            ",",
            "1,,2",
            "1,二",
            "01",
            "+1",
            "1.0",
            "\u{FF11}",
            "1;",
            "1 , , 2",
            "1/2",
            "11",
            "21",
            "1111111",
            "1111100",
            "1 11",
            "12-5",
            "1-57",
            "1-",
            "-5",
            "1-5-7",
            "1---5",
            "1-8",
            "3-3",
            "周一至周一",
            "1-周五",
            "周一-5",
            "1周二",
            "12周三",
            "一",
            "一至五",
            "周",
            "周1",
            "星期",
            "周八",
            "周,一",
            "周 一",
            "周一至",
            "周末至周一",
            "周一至周末",
            "周一,",
            "每天,1",
            "1,每天",
            "节假日",
            "工作日除外",
            "Mon",
        ] {
            assert_eq!(Weekdays::read(text), Err(Malformed), "{text}");
        }
    }

    #[test]
    fn counts_from_monday_or_from_sunday() {
        let monday = read_date("2026-11-23").unwrap().start / DAY;
        for (place, digit) in (1..=7).enumerate() {
            let only = Weekdays::read(&digit.to_string()).unwrap();
            for offset in 0..7 {
                let day = monday - 7_000 + offset;
                assert_eq!(only.contain(day, WeekStart::Monday), offset as usize == place);
                assert_eq!(only.contain(day - 1, WeekStart::Sunday), offset as usize == place);
            }
        }
    }

    #[test]
    fn names_do_not_depend_on_the_start_of_the_week() {
        let monday = read_date("2026-11-23").unwrap().start / DAY;
        for (place, name) in (0..).zip(["周一", "周二", "周三", "周四", "周五", "周六", "周日"])
        {
            let only = Weekdays::read(name).unwrap();
            for offset in 0..7 {
                for week_start in [WeekStart::Monday, WeekStart::Sunday] {
                    assert_eq!(only.contain(monday - 7_000 + offset, week_start), offset == place, "{name}");
                }
            }
        }
        // Digit 1 is Sunday here, 周六 is Saturday.
        let weekend = Weekdays::read("1,周六").unwrap();
        let days = (0..7).filter(|offset| weekend.contain(monday + offset, WeekStart::Sunday));
        assert_eq!(days.collect::<Vec<_>>(), [5, 6]);
    }
}
