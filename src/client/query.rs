//! Whose coupons are asked for, and of which endpoint.

use super::json::quoted;
use crate::error::{Error, Kind};
use crate::js_value::{Fields, is_white_space, text};
use wasm_bindgen::JsValue;

/// A `MemberQuery` as compact JSON. An id that is empty or white space counts as absent, and what is absent is left out.
///
/// # Errors
/// `input`, naming the field.
pub fn member(query: &JsValue) -> Result<String, Error> {
    let fields = Fields::of(Kind::Input, &["query"], query, "query.")?;
    let mut json = String::new();
    for name in ["memberId", "platformId"] {
        let id = fields.text(name)?;
        if let Some(id) = id.filter(|id| !id.chars().all(is_white_space)) {
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
