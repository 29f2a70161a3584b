//! Formats whole numbers as decimal digits.

/// Used instead of `to_string`, because the standard library's formatter is larger than the whole cipher.
pub fn decimal(number: u64) -> String {
    let mut digits = if number < 10 { String::new() } else { decimal(number / 10) };
    digits.push(char::from(b'0' + (number % 10) as u8));
    digits
}
