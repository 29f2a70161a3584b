//! The code shown at the till: EAN-13, 12 digits and a check digit.

/// Whether the text is 13 ASCII digits with a correct check digit.
///
/// The check digit detects every single wrong digit, and most swaps of two neighbouring digits.
pub fn is_valid(code: &str) -> bool {
    if code.len() != 13 {
        return false;
    }
    let mut sum = 0;
    let mut weight = 1;
    for digit in code.bytes() {
        if !digit.is_ascii_digit() {
            return false;
        }
        sum += u32::from(digit - b'0') * weight;
        // 1, 3, 1, 3, …
        weight = 4 - weight;
    }
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_codes_of_shops_and_of_the_published_pages() {
        for code in ["4006381333931", "9780201379624", "0000000000000", "7270000006699", "7270200006680"] {
            assert!(is_valid(code), "{code}");
        }
    }

    #[test]
    fn refuses_every_single_wrong_digit() {
        let valid = *b"7270000006699";
        for place in 0..valid.len() {
            for digit in b'0'..=b'9' {
                let mut code = valid;
                code[place] = digit;
                let code = core::str::from_utf8(&code).unwrap();
                assert_eq!(is_valid(code), digit == valid[place], "{code}");
            }
        }
    }

    #[test]
    fn refuses_what_is_not_13_ascii_digits() {
        for code in [
            "",
            "727000000669",
            "72700000066990",
            " 7270000006699",
            "7270000006699\n",
            "727000000669x",
            "+270000006699",
            "-000000000000",
            "0.00000000000",
            "\u{FF17}270000006699",
            // 13 bytes of Arabic-Indic and ASCII digits.
            "٠٠٠٠٠٠0",
            "000000000000\0",
        ] {
            assert!(!is_valid(code), "{code}");
        }
    }
}
