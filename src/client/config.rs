//! Reads a configuration. An error names the invalid field.

use super::address;
use super::call_options::CallOptions;
#[cfg(feature = "cipher")]
use crate::cipher::{Cipher, settings};
use crate::error::{Error, Kind};
use crate::js_value::{Fields, check_length, is_plain, is_white_space, name_of, reading, set_text, text};
use core::cell::Cell;
use js_sys::{Array, Function, JsString, Object};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{RequestCredentials, RequestInit, RequestRedirect};

/// The configuration of a client, without its cipher.
#[derive(Default)]
pub struct Config {
    /// The address to which an endpoint's name is appended. A JavaScript string, because `fetch` takes one.
    pub base: JsString,
    /// `None` for a client of a gateway.
    pub channel: Option<String>,
    pub fetch: Option<Function>,
    headers: Object,
    /// The fields of `RequestInit` that every request of this client has.
    request: Object,
    pub now: Option<Function>,
    pub call: CallOptions,
    /// The largest answer that is read, in bytes after decompression.
    pub max_answer_bytes: u32,
    /// Whether `fetch` has thrown because of a signal.
    pub refuses_signals: Cell<bool>,
}

/// The cipher of a client that calls the CRM directly; `None` for a client of a gateway.
#[cfg(feature = "cipher")]
pub type ClientCipher = Option<Cipher>;
/// Always `None` in a module without a cipher.
#[cfg(not(feature = "cipher"))]
pub type ClientCipher = Option<core::convert::Infallible>;

/// The fields that a gateway's client refuses, because they would have no effect and the key must stay on the server.
const DIRECT_ONLY_FIELDS: [&str; 3] = ["baseUrl", "channel", "cipher"];
const CREDENTIALS: [&str; 3] = ["omit", "same-origin", "include"];

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Object, js_name = entries)]
    fn try_entries(object: &JsValue) -> Result<Option<Array>, JsValue>;
    #[wasm_bindgen(js_namespace = Object)]
    fn assign(target: &Object, source: &Object) -> Object;
}

impl Config {
    /// Reads a `Config`.
    ///
    /// # Errors
    /// `config`, naming the field.
    pub fn read(value: &JsValue) -> Result<(Rc<Self>, ClientCipher), Error> {
        let fields = Fields::of(Kind::Config, &["config"], value, "")?;
        let mut cipher = ClientCipher::default();
        // Boxed, because a move would copy this large value.
        let mut config = Box::<Self>::default();
        config.fill(&fields, &mut cipher)?;
        Ok((Rc::from(config), cipher))
    }

    fn fill(&mut self, fields: &Fields<'_>, cipher: &mut ClientCipher) -> Result<(), Error> {
        let for_gateway = fields.text("gatewayUrl")?.is_some();
        let address = if for_gateway { "gatewayUrl" } else { "baseUrl" };
        // `URL` would trim the address that is checked, but not the one that an endpoint is appended to.
        let url = fields.non_empty_text(address)?;
        let url = url.trim_matches(is_white_space);
        if url.is_empty() {
            return Err(fields.unexpected(address, "a non-empty string", "white space"));
        }
        self.base = [url.trim_end_matches('/'), "/"].concat().into();
        if for_gateway {
            refuse_direct_only_fields(fields)?;
        } else {
            self.channel = Some(fields.non_empty_text("channel")?);
            fill_cipher(fields, cipher)?;
        }
        self.fetch = fields.function("fetch")?;
        self.fill_headers(fields)?;
        self.fill_request(fields)?;
        self.now = fields.function("now")?;
        self.call.read(Kind::Config, fields)?;
        self.max_answer_bytes = fields.count(MAX_ANSWER_BYTES)?.unwrap_or(64 << 20);
        if self.max_answer_bytes == 0 {
            return Err(fields.unexpected(MAX_ANSWER_BYTES, "a whole number, 1 or more", "0"));
        }
        let allowed = fields.boolean("dangerouslyAllowBrowser")?.unwrap_or(false);
        address::check(address, url, self.fetch.is_none())?;
        if !for_gateway && !allowed {
            address::warn_of_key_in_page();
        }
        Ok(())
    }

    fn fill_headers(&mut self, fields: &Fields<'_>) -> Result<(), Error> {
        let mut has_type = false;
        if let Some(given) = fields.optional(HEADERS)? {
            Fields::of(Kind::Config, &[HEADERS], &given, "")?;
            if !is_plain(&given) {
                return Err(fields.unexpected(HEADERS, "a plain object", "another object"));
            }
            for entry in reading(Kind::Config, &[HEADERS], try_entries(&given))?.unwrap_or_default().iter() {
                let entry: &Array = entry.unchecked_ref();
                let name = text(Kind::Config, &[HEADERS], &entry.get(0))?;
                let found = entry.get(1);
                let unexpected = |expected, found: &str| {
                    Error::unexpected(Kind::Config, &["headers['", &name, "']"], expected, found)
                };
                check_length(Kind::Config, &["headers['", &name, "']"], &found)?;
                let value = found.as_string().ok_or_else(|| unexpected("a string", &name_of(&found)))?;
                if !is_token(&name) || !is_field_value(&value) {
                    return Err(unexpected("a valid HTTP header", "an invalid one"));
                }
                has_type |= name.eq_ignore_ascii_case(CONTENT_TYPE);
                set_text(&self.headers, &name, &value);
            }
        }
        if !has_type {
            set_text(&self.headers, CONTENT_TYPE, "application/json");
        }
        Ok(())
    }

    fn fill_request(&mut self, fields: &Fields<'_>) -> Result<(), Error> {
        let request: &RequestInit = self.request.unchecked_ref();
        request.set_method("POST");
        // A redirect would send the headers and the member's id to another host.
        request.set_redirect(RequestRedirect::Manual);
        match fields.choice("credentials", &CREDENTIALS)? {
            Some(0) => request.set_credentials(RequestCredentials::Omit),
            Some(1) => request.set_credentials(RequestCredentials::SameOrigin),
            Some(_) => request.set_credentials(RequestCredentials::Include),
            None => {}
        }
        Ok(())
    }

    /// Whether the client calls a gateway.
    pub fn is_for_gateway(&self) -> bool {
        self.channel.is_none()
    }

    /// A request with this body. The request and its headers are new objects, because a replaced `fetch` may change them.
    pub fn request(&self, body: &str) -> RequestInit {
        let request: RequestInit = assign(&Object::new(), &self.request).unchecked_into();
        request.set_headers(&assign(&Object::new(), &self.headers));
        request.set_body(&JsValue::from_str(body));
        request
    }
}

#[cfg(feature = "cipher")]
fn fill_cipher(fields: &Fields<'_>, cipher: &mut ClientCipher) -> Result<(), Error> {
    *cipher = Some(settings::read(&fields.value("cipher")?)?);
    Ok(())
}

#[cfg(not(feature = "cipher"))]
fn fill_cipher(fields: &Fields<'_>, _: &mut ClientCipher) -> Result<(), Error> {
    let expected = "one, since 'houcaller-coupons/gateway-client' has no cipher; 'houcaller-coupons' has";
    Err(fields.unexpected("gatewayUrl", expected, "none"))
}

fn refuse_direct_only_fields(fields: &Fields<'_>) -> Result<(), Error> {
    for name in DIRECT_ONLY_FIELDS {
        if fields.optional(name)?.is_some() {
            return Err(fields.unexpected(name, "none beside gatewayUrl", "one"));
        }
    }
    Ok(())
}

const HEADERS: &str = "headers";
const MAX_ANSWER_BYTES: &str = "maxAnswerBytes";
const CONTENT_TYPE: &str = "content-type";

// Headers are checked here, because the exception that `fetch` throws for an invalid one looks like a network failure.

/// Whether a header's name is a token as RFC 9110 defines it.
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_token_punctuation(byte))
}

fn is_token_punctuation(byte: u8) -> bool {
    matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

fn is_field_value(value: &str) -> bool {
    value.chars().all(|it| matches!(it, '\t' | ' '..='~' | '\u{80}'..='\u{FF}'))
}
