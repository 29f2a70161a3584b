//! Reads whose coupons are asked for, and of which endpoint.

use crate::envelope::MemberQuery;
use crate::error::Error;
use crate::field::Field;
use crate::given::object;
use wasm_bindgen::prelude::*;

/// Reads a `MemberQuery`.
pub fn member(value: &JsValue) -> Result<MemberQuery, Error> {
    let given = object(Field::input("query"), value)?;
    MemberQuery::new(
        Field::input("query.memberId").optional_text(given.member_id())?,
        Field::input("query.platformId").optional_text(given.platform_id())?,
    )
}

/// Reads the name of an endpoint: no path, so that no address but one of the family can be meant.
pub fn endpoint(value: &JsValue) -> Result<String, Error> {
    const ENDPOINT: Field = Field::input("endpoint");
    let name = ENDPOINT.text(value)?;
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        return Err(ENDPOINT.not_one_of("a name of letters, digits, '-' and '_'"));
    }
    Ok(name)
}
