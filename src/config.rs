//! Reads a configuration, field by field; the errors name the field.

use crate::address;
use crate::call_options::{self, CallOptions};
use crate::cipher::Cipher;
use crate::cipher_settings::cipher;
use crate::direct_use;
use crate::error::{Error, Kind};
use crate::field::{Field, Got, name_of};
use crate::given::{entries, object};
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::RequestCredentials;

/// What a client is made of.
pub struct Config {
    pub base_url: String,
    pub channel: String,
    pub cipher: Cipher,
    pub fetch: Option<Function>,
    pub headers: Vec<(String, String)>,
    pub credentials: Option<RequestCredentials>,
    pub now: Option<Function>,
    pub call: CallOptions,
}

/// Reads a `Config`.
pub fn read(value: &JsValue) -> Result<Config, Error> {
    let given = object(Field::config("config"), value)?;
    let config = Config {
        base_url: Field::config("baseUrl").required_text(given.base_url())?,
        channel: Field::config("channel").required_text(given.channel())?,
        cipher: cipher(&Field::config("cipher").required(given.cipher())?)?,
        fetch: Field::config("fetch").optional_function(given.fetch())?,
        headers: headers(given.headers())?,
        credentials: credentials(given.credentials())?,
        now: Field::config("now").optional_function(given.now())?,
        call: call_options::read(Kind::Config, given, &CallOptions::default())?,
    };
    let allowed =
        Field::config("dangerouslyAllowBrowser").optional_bool(given.dangerously_allow_browser())?;
    if config.fetch.is_none() {
        address::check(&config.base_url)?;
    }
    direct_use::check(&config.base_url, allowed.unwrap_or(false))?;
    Ok(config)
}

fn headers(got: Got) -> Result<Vec<(String, String)>, Error> {
    const HEADERS: Field = Field::config("headers");
    let Some(value) = HEADERS.optional(got)? else {
        return Ok(Vec::new());
    };
    HEADERS.object(&value)?;
    let mut headers = Vec::new();
    for entry in entries(&value).map_err(|thrown| HEADERS.unreadable(thrown))?.iter() {
        let entry: js_sys::Array = entry.unchecked_into();
        let name = HEADERS.text(&entry.get(0))?;
        let value = entry.get(1);
        let text = value.as_string().ok_or_else(|| {
            Error::unexpected(Kind::Config, &["headers['", &name, "']"].concat(), "a string", name_of(&value))
        })?;
        if !is_token(&name) || !is_field_value(&text) {
            let field = ["headers['", &name, "']"].concat();
            return Err(Error::unexpected(Kind::Config, &field, "a header that HTTP can carry", "another"));
        }
        headers.push((name, text));
    }
    Ok(headers)
}

// `fetch` throws on what these refuse, which would look like a failure of the network.
fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn is_field_value(value: &str) -> bool {
    value.chars().all(|it| it <= '\u{FF}' && !['\0', '\r', '\n'].contains(&it))
}

fn credentials(got: Got) -> Result<Option<RequestCredentials>, Error> {
    const CREDENTIALS: Field = Field::config("credentials");
    match CREDENTIALS.optional_text(got)?.as_deref() {
        None => Ok(None),
        Some("omit") => Ok(Some(RequestCredentials::Omit)),
        Some("same-origin") => Ok(Some(RequestCredentials::SameOrigin)),
        Some("include") => Ok(Some(RequestCredentials::Include)),
        Some(_) => Err(CREDENTIALS.not_one_of("'omit', 'same-origin' or 'include'")),
    }
}
