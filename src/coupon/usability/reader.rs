//! Reads a text from left to right, piece by piece.

/// What stands between the two ends of a range: hyphens, dashes, the minus sign, tildes, and the words for "to".
const DASHES: &str = "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{FF0D}~\u{FF5E}\u{301C}至到";

/// What stands between two pieces of a list, in both widths.
const MARKS: &str = ",\u{FF0C};\u{FF1B}|\u{FF5C}、";

/// Both widths again: the full-width one is what a Chinese keyboard gives.
const COLONS: &str = ":\u{FF1A}";

/// Limits that say in words that there is none.
const NO_LIMIT: [&str; 14] = [
    "",
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
];

/// What is left of a text.
pub struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    pub const fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// A reader of a limit without the white space around it; `None` if it says that there is none.
    pub fn of_limit(text: &'a str) -> Option<Self> {
        let text = text.trim();
        (!NO_LIMIT.contains(&text)).then_some(Self(text))
    }

    /// Reads the next character if the table holds it, and gives its place there.
    // In one place: what decodes UTF-8 would else be a piece of every reader.
    #[inline(never)]
    pub fn place_in(&mut self, table: &str) -> Option<i64> {
        let mut rest = self.0.chars();
        let next = rest.next()?;
        let (place, _) = (0..).zip(table.chars()).find(|(_, character)| *character == next)?;
        self.0 = rest.as_str();
        Some(place)
    }

    /// Reads a word, if it is next.
    pub fn word(&mut self, word: &str) -> bool {
        let rest = self.0.strip_prefix(word);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// The number that the next digits write: two, or the one there is if one suffices.
    pub fn number(&mut self, least_digits: usize) -> Option<i64> {
        let first = self.digit()?;
        match self.digit() {
            Some(second) => Some(first * 10 + second),
            None => (least_digits < 2).then_some(first),
        }
    }

    pub fn digit(&mut self) -> Option<i64> {
        self.place_in("0123456789")
    }

    pub fn colon(&mut self) -> bool {
        self.place_in(COLONS).is_some()
    }

    /// Reads a dash, alone or doubled, and the white space around it.
    pub fn dash(&mut self) -> bool {
        let before = self.0;
        self.skip_white_space();
        if self.place_in(DASHES).is_none() {
            self.0 = before;
            return false;
        }
        self.place_in(DASHES);
        self.skip_white_space();
        true
    }

    /// Reads what separates two pieces of a list: white space, a mark, or a mark amid white space.
    pub fn separator(&mut self) -> bool {
        let before = self.0.len();
        self.skip_white_space();
        self.place_in(MARKS);
        self.skip_white_space();
        self.0.len() < before
    }

    fn skip_white_space(&mut self) {
        self.0 = self.0.trim_start();
    }

    /// Whether nothing is left.
    pub const fn is_done(&self) -> bool {
        self.0.is_empty()
    }
}
