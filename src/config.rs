//! Reads the configuration, the query and the options field by field, through getters that name the field in the error.

use crate::cipher::{Cipher, Settings};
use crate::envelope::MemberQuery;
use crate::error::{Error, Kind};
use crate::field::{Field, Got, is_array};
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, RequestCredentials};

/// Any object that a caller passed: whatever it holds, a getter of it can answer anything, or throw.
#[wasm_bindgen]
extern "C" {
    type Given;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn key(this: &Given) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = keyEncoding)]
    fn key_encoding(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = keyDerivation)]
    fn key_derivation(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn algorithm(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn mode(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn iv(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn padding(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn output(this: &Given) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn plaintext(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn param(this: &Given) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = baseUrl)]
    fn base_url(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn channel(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn cipher(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn fetch(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn headers(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn credentials(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn now(this: &Given) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = memberId)]
    fn member_id(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = platformId)]
    fn platform_id(this: &Given) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn signal(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn aborted(this: &Given) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object)]
    fn keys(object: &JsValue) -> Result<js_sys::Array, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Object)]
    fn entries(object: &JsValue) -> Result<js_sys::Array, JsValue>;
}

/// Reads a `Cipher`.
pub fn cipher(value: &JsValue) -> Result<Cipher, Error> {
    settings(value)?.cipher()
}

const CIPHER_FIELDS: [&str; 8] =
    ["key", "keyEncoding", "keyDerivation", "algorithm", "mode", "iv", "padding", "output"];

fn settings(value: &JsValue) -> Result<Settings, Error> {
    let given = object(Field::config("cipher"), value)?;
    let key = Field::config("cipher.key");
    let settings = Settings {
        key: key
            .optional_text(given.key())?
            .ok_or_else(|| key.unexpected("a string", &JsValue::UNDEFINED))?,
        key_encoding: Field::config("cipher.keyEncoding").optional_text(given.key_encoding())?,
        key_derivation: Field::config("cipher.keyDerivation").optional_text(given.key_derivation())?,
        algorithm: Field::config("cipher.algorithm").optional_text(given.algorithm())?,
        mode: Field::config("cipher.mode").optional_text(given.mode())?,
        iv: Field::config("cipher.iv").optional_text(given.iv())?,
        padding: Field::config("cipher.padding").optional_text(given.padding())?,
        output: Field::config("cipher.output").optional_text(given.output())?,
    };
    known_fields_only(value)?;
    Ok(settings)
}

// A misspelt setting would be a silent default, and days lost over "decrypt error".
fn known_fields_only(cipher: &JsValue) -> Result<(), Error> {
    let names = keys(cipher).map_err(|thrown| Field::config("cipher").unreadable(thrown))?;
    let known = |name: &JsValue| CIPHER_FIELDS.iter().any(|field| name == field);
    match names.iter().find(|name| !known(name)) {
        None => Ok(()),
        Some(name) => {
            let name = name.as_string().unwrap_or_default();
            Err(Error::unexpected(
                Kind::Config,
                "cipher",
                &CIPHER_FIELDS.join(", "),
                &["a field ", &name].concat(),
            ))
        }
    }
}

/// Reads the examples of `identifyCipher`.
pub fn examples(value: &JsValue) -> Result<Vec<(String, String)>, Error> {
    const EXAMPLES: Field = Field::input("examples");
    if !is_array(value) {
        return Err(EXAMPLES.unexpected("an array", value));
    }
    let examples: &js_sys::Array = value.unchecked_ref();
    examples
        .iter()
        .map(|example| {
            let given = object(Field::input("examples[]"), &example)?;
            Ok((
                Field::input("examples[].plaintext").text(&EXAMPLES.required(given.plaintext())?)?,
                Field::input("examples[].param").text(&EXAMPLES.required(given.param())?)?,
            ))
        })
        .collect()
}

/// What a client is made of.
pub struct Config {
    pub base_url: String,
    pub channel: String,
    pub cipher: Cipher,
    pub fetch: Option<Function>,
    pub headers: Vec<(String, String)>,
    pub credentials: Option<RequestCredentials>,
    pub now: Option<Function>,
}

/// Reads a `Config`.
pub fn client(value: &JsValue) -> Result<Config, Error> {
    let given = object(Field::config("config"), value)?;
    let function =
        |field: Field, got: Got| field.optional(got)?.map(|value| field.function(value)).transpose();
    Ok(Config {
        base_url: Field::config("baseUrl").required_text(given.base_url())?,
        channel: Field::config("channel").required_text(given.channel())?,
        cipher: cipher(&Field::config("cipher").required(given.cipher())?)?,
        fetch: function(Field::config("fetch"), given.fetch())?,
        headers: headers(given.headers())?,
        credentials: credentials(given.credentials())?,
        now: function(Field::config("now"), given.now())?,
    })
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
            Error::unexpected(
                Kind::Config,
                &["headers['", &name, "']"].concat(),
                "a string",
                crate::field::name_of(&value),
            )
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

/// Reads a `MemberQuery`.
pub fn query(value: &JsValue) -> Result<MemberQuery, Error> {
    let given = object(Field::input("query"), value)?;
    MemberQuery::new(
        Field::input("query.memberId").optional_text(given.member_id())?,
        Field::input("query.platformId").optional_text(given.platform_id())?,
    )
}

/// Reads the signal out of `RequestOptions`.
pub fn signal(options: &JsValue) -> Result<Option<AbortSignal>, Error> {
    const SIGNAL: Field = Field::input("options.signal");
    if options.is_undefined() || options.is_null() {
        return Ok(None);
    }
    let Some(signal) = SIGNAL.optional(object(Field::input("options"), options)?.signal())? else {
        return Ok(None);
    };
    // Not `instanceof`: a signal of another realm, or of a polyfill, is as good.
    if !signal.is_object()
        || signal.unchecked_ref::<Given>().aborted().ok().and_then(|it| it.as_bool()).is_none()
    {
        return Err(SIGNAL.unexpected("an AbortSignal", &signal));
    }
    Ok(Some(signal.unchecked_into()))
}

fn object(field: Field, value: &JsValue) -> Result<&Given, Error> {
    field.object(value)?;
    Ok(value.unchecked_ref())
}
