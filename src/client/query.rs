//! Whose coupons are asked for, and of which endpoint.

use super::json::quoted;
use crate::error::{Error, Kind};
use crate::js_value::{Fields, is_white_space, text};
use wasm_bindgen::JsValue;

/// A `MemberQuery` as compact JSON. An id of which nothing can be seen counts as absent, and what is absent is left out.
/// One with an invisible character is refused: it was copied along, and the CRM knows no such member. It is never taken out silently.
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
            if let Some(found) = unseen(&id) {
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

/// What of an id nobody sees.
fn unseen(id: &str) -> Option<String> {
    match id.chars().find(|character| is_invisible(*character)) {
        Some(character) => Some(code_point(character)),
        // Within, a space can be seen.
        None if id.starts_with(' ') || id.ends_with(' ') => Some("a space at its start or end".to_owned()),
        None => None,
    }
}

/// Whether a character leaves no mark: controls, white space but the space itself, what only steers how others are shown.
fn is_invisible(character: char) -> bool {
    character != ' ' && (character.is_control() || is_white_space(character))
        || matches!(character, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// As Unicode writes it: `U+200B`.
fn code_point(character: char) -> String {
    const SHORTEST: u32 = 4;
    let mut name = String::from("U+");
    for place in (0..6).rev() {
        let rest = u32::from(character) >> (4 * place);
        if rest > 0 || place < SHORTEST {
            name.extend(char::from_digit(rest & 15, 16).map(|digit| digit.to_ascii_uppercase()));
        }
    }
    name
}

/// The name of an endpoint: no path, so that no address but one of the family can be meant.
///
/// # Errors
/// `input`.
pub fn endpoint(value: &JsValue) -> Result<String, Error> {
    const ENDPOINT: &str = "endpoint";
    let name = text(Kind::Input, &[ENDPOINT], value)?;
    if !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    {
        return Ok(name);
    }
    let expected = "a name of letters, digits, '-' and '_'";
    Err(Error::unexpected(Kind::Input, &[ENDPOINT], expected, "another string"))
}
