//! A small parser that reads a text from left to right.

/// Unicode's White_Space characters.
const WHITE_SPACE: &str = "\t\n\u{B}\u{C}\r \u{85}\u{A0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}";

/// The characters that join the two ends of a range: hyphens, dashes, the minus sign, tildes and the words for "to".
const DASHES: &str = "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{FF0D}~\u{FF5E}\u{301C}至到";

/// The punctuation that separates the elements of a list, half-width and full-width.
const MARKS: &str = ",\u{FF0C};\u{FF1B}|\u{FF5C}、";

/// Half-width and full-width: Chinese input methods type the full-width one.
const COLONS: &str = ":\u{FF1A}";

/// The texts that mean no limit.
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

/// The part of a text that is not read yet.
pub struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    pub const fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// A reader that starts at the first visible character; `None` if the text means no limit.
    pub fn of_limit(text: &'a str) -> Option<Self> {
        let mut reader = Self(text);
        reader.skip_white_space();
        let is_unlimited = NO_LIMIT.iter().any(|word| {
            let mut rest = Self(reader.0);
            rest.word(word) && rest.is_blank()
        });
        (!is_unlimited).then_some(reader)
    }

    /// Reads the next character if the table contains it, and returns its index there.
    // Not inlined, because each copy of the UTF-8 decoder would make the download larger.
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

    /// Reads a number of two digits, or of one if `least_digits` allows it.
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

    /// Reads a single or double dash with the white space around it.
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

    /// Reads a list separator: white space, a punctuation mark, or both. Returns false at the end of the text, `None` if
    /// there is no separator.
    pub fn separator(&mut self) -> Option<bool> {
        let before = self.0.len();
        if self.is_blank() {
            return Some(false);
        }
        self.place_in(MARKS);
        self.skip_white_space();
        (self.0.len() < before).then_some(true)
    }

    fn skip_white_space(&mut self) {
        while self.place_in(WHITE_SPACE).is_some() {}
    }

    /// Whether only white space is left.
    fn is_blank(&mut self) -> bool {
        self.skip_white_space();
        self.is_done()
    }

    pub const fn is_done(&self) -> bool {
        self.0.is_empty()
    }
}
