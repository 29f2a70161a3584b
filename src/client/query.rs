//! Reads the member query and the endpoint's name.

use super::json::quoted;
use crate::error::{Error, Kind};
use crate::js_value::{Fields, is_white_space, text};
use wasm_bindgen::JsValue;

/// A `MemberQuery` as compact JSON. An id of only invisible characters counts as absent, and absent ids are left out. An id
/// with some invisible character is refused, not repaired: the character was copied by accident, and the CRM would not find
/// the member.
///
/// # Errors
/// `input`, naming the field.
pub fn member(query: &JsValue) -> Result<String, Error> {
    let fields = Fields::of(Kind::Input, &["query"], query, "query.")?;
    let mut json = String::new();
    for name in ["memberId", "platformId"] {
        let id = fields.text(name)?;
        if let Some(id) =
            id.filter(|id| !id.chars().all(|character| character == ' ' || is_invisible(character)))
        {
            if let Some(found) = invisible_part(&id) {
                return Err(fields.unexpected(name, "an id without invisible characters", &found));
            }
            json.push_str(if json.is_empty() { "{\"" } else { ",\"" });
            json.push_str(name);
            json.push_str("\":");
            json.push_str(&quoted(&id));
        }
    }
    if json.is_empty() {
        let found = "neither (empty or white space counts as absent)";
        return Err(Error::unexpected(Kind::Input, &["query"], "memberId, platformId or both", found));
    }
    json.push('}');
    Ok(json)
}

/// Describes the first invisible character of an id, or a space at its start or end.
fn invisible_part(id: &str) -> Option<String> {
    match id.chars().find(|character| is_invisible(*character)) {
        Some(character) => Some(code_point(character)),
        None if id.starts_with(' ') || id.ends_with(' ') => Some("a space at its start or end".to_owned()),
        None => None,
    }
}

/// Whether a character is invisible: a control, white space other than the space itself, or a format character.
fn is_invisible(character: char) -> bool {
    character != ' ' && (character.is_control() || is_white_space(character))
        || matches!(character, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The character in Unicode's notation, for example `U+200B`.
fn code_point(character: char) -> String {
    const MIN_DIGITS: u32 = 4;
    let mut name = String::from("U+");
    for place in (0..6).rev() {
        let rest = u32::from(character) >> (4 * place);
        if rest > 0 || place < MIN_DIGITS {
            name.extend(char::from_digit(rest & 15, 16).map(|digit| digit.to_ascii_uppercase()));
        }
    }
    name
}

/// Checks the name of an endpoint. It cannot be a path, so that a call stays below the configured address.
///
/// # Errors
/// `input`.
pub fn check_endpoint(value: &JsValue) -> Result<(), Error> {
    const ENDPOINT: &str = "endpoint";
    let name = text(Kind::Input, &[ENDPOINT], value)?;
    if !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    {
        return Ok(());
    }
    let expected = "a name of letters, digits, '-' and '_'";
    Err(Error::unexpected(Kind::Input, &[ENDPOINT], expected, "another string"))
}
