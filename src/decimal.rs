//! Whole numbers in decimal digits.

/// The standard library's way brings its formatter along, which is more than the cipher weighs.
pub fn decimal(number: u64) -> String {
    let mut digits = if number < 10 { String::new() } else { decimal(number / 10) };
    digits.push(char::from(b'0' + (number % 10) as u8));
    digits
}
