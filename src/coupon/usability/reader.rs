//! Reads a text from left to right, piece by piece.

use core::iter::Peekable;
use core::str::Chars;

/// What is left of a text.
pub struct Reader<'a>(Peekable<Chars<'a>>);

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Self {
        Self(text.chars().peekable())
    }

    /// The next character, if it is one of those.
    // In one place: what decodes UTF-8 would else be a piece of every reader.
    #[inline(never)]
    fn next_if(&mut self, wanted: fn(char) -> bool) -> Option<char> {
        self.0.next_if(|character| wanted(*character))
    }

    /// The next digit's number.
    pub fn digit(&mut self) -> Option<i64> {
        self.next_if(|character| character.is_ascii_digit())?.to_digit(10).map(i64::from)
    }

    /// The number that exactly so many digits write. For a handful of them.
    pub fn number(&mut self, digits: usize) -> Option<i64> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    pub fn skip_white_space(&mut self) {
        while self.next_if(char::is_whitespace).is_some() {}
    }

    pub fn hyphen(&mut self) -> Option<char> {
        self.next_if(|character| character == '-')
    }

    /// The next comma. The full-width one is what a Chinese keyboard gives.
    pub fn comma(&mut self) -> Option<char> {
        self.next_if(|character| matches!(character, ',' | '\u{FF0C}'))
    }

    /// The next colon, of either width too.
    pub fn colon(&mut self) -> Option<char> {
        self.next_if(|character| matches!(character, ':' | '\u{FF1A}'))
    }

    /// Whether nothing is left.
    pub fn is_done(&mut self) -> bool {
        self.0.peek().is_none()
    }
}
