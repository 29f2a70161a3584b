//! Reads the configuration, the query and the options field by field, through getters that name the field in the error.

use crate::cipher::{Cipher, Settings};
use crate::direct_use;
use crate::envelope::MemberQuery;
use crate::error::{Error, Kind};
use crate::field::{Field, Got, is_array};
use crate::hooks::Hooks;
use crate::retry::{LONGEST_WAIT_MS, Retry};
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

    #[wasm_bindgen(method, getter, structural, catch, js_name = timeoutMs)]
    fn timeout_ms(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = totalTimeoutMs)]
    fn total_timeout_ms(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn retry(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn limit(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = minDelayMs)]
    fn min_delay_ms(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = maxDelayMs)]
    fn max_delay_ms(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = maxRetryAfterMs)]
    fn max_retry_after_ms(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn codes(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = onRequest)]
    fn on_request(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = onResponse)]
    fn on_response(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = onRetry)]
    fn on_retry(this: &Given) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = dangerouslyAllowBrowser)]
    fn dangerously_allow_browser(this: &Given) -> Result<JsValue, JsValue>;

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
    known_fields_only(Field::config("cipher"), value, &CIPHER_FIELDS)?;
    Ok(settings)
}

// A misspelt setting would be a silent default, and days lost over "decrypt error".
fn known_fields_only(field: Field, value: &JsValue, known: &[&str]) -> Result<(), Error> {
    let names = keys(value).map_err(|thrown| field.unreadable(thrown))?;
    match names.iter().find(|name| !known.iter().any(|known| name == known)) {
        None => Ok(()),
        Some(name) => {
            let found = ["a field ", &name.as_string().unwrap_or_default()].concat();
            Err(Error::unexpected(field.kind, field.path, &known.join(", "), &found))
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
    pub call: CallOptions,
}

/// What one call may have of its own.
#[derive(Clone)]
pub struct CallOptions {
    pub signal: Option<AbortSignal>,
    /// For each attempt; none is for ever.
    pub timeout_ms: Option<u32>,
    /// For all attempts and the waits between them; none is for ever.
    pub total_timeout_ms: Option<u32>,
    pub retry: Retry,
    pub hooks: Hooks,
}

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            signal: None,
            timeout_ms: Some(10_000),
            total_timeout_ms: Some(30_000),
            retry: Retry::default(),
            hooks: Hooks::default(),
        }
    }
}

/// Reads a `Config`.
pub fn client(value: &JsValue) -> Result<Config, Error> {
    let given = object(Field::config("config"), value)?;
    let config = Config {
        base_url: Field::config("baseUrl").required_text(given.base_url())?,
        channel: Field::config("channel").required_text(given.channel())?,
        cipher: cipher(&Field::config("cipher").required(given.cipher())?)?,
        fetch: Field::config("fetch").optional_function(given.fetch())?,
        headers: headers(given.headers())?,
        credentials: credentials(given.credentials())?,
        now: Field::config("now").optional_function(given.now())?,
        call: call(Kind::Config, given, &CallOptions::default())?,
    };
    let allowed =
        Field::config("dangerouslyAllowBrowser").optional_bool(given.dangerously_allow_browser())?;
    direct_use::check(&config.base_url, allowed.unwrap_or(false))?;
    Ok(config)
}

/// Reads `RequestOptions`; what they do not say is as the client has it.
pub fn call_options(client: &CallOptions, options: &JsValue) -> Result<CallOptions, Error> {
    const SIGNAL: Field = Field::input("signal");
    // The client's own hooks are told by the client.
    let defaults = CallOptions { hooks: Hooks::default(), ..client.clone() };
    if options.is_undefined() || options.is_null() {
        return Ok(defaults);
    }
    let given = object(Field::input("options"), options)?;
    let options = call(Kind::Input, given, &defaults)?;
    let Some(signal) = SIGNAL.optional(given.signal())? else {
        return Ok(options);
    };
    // Not `instanceof`: a signal of another realm, or of a polyfill, is as good.
    if !signal.is_object()
        || signal.unchecked_ref::<Given>().aborted().ok().and_then(|it| it.as_bool()).is_none()
    {
        return Err(SIGNAL.unexpected("an AbortSignal", &signal));
    }
    Ok(CallOptions { signal: Some(signal.unchecked_into()), ..options })
}

fn call(kind: Kind, given: &Given, defaults: &CallOptions) -> Result<CallOptions, Error> {
    let field = |path| Field { kind, path };
    Ok(CallOptions {
        signal: None,
        timeout_ms: time_out(field("timeoutMs"), given.timeout_ms(), defaults.timeout_ms)?,
        total_timeout_ms: time_out(
            field("totalTimeoutMs"),
            given.total_timeout_ms(),
            defaults.total_timeout_ms,
        )?,
        retry: retry(kind, given.retry(), &defaults.retry)?,
        hooks: Hooks {
            on_request: field("onRequest").optional_function(given.on_request())?,
            on_response: field("onResponse").optional_function(given.on_response())?,
            on_retry: field("onRetry").optional_function(given.on_retry())?,
        },
    })
}

fn time_out(field: Field, got: Got, default: Option<u32>) -> Result<Option<u32>, Error> {
    let Some(value) = field.optional(got)? else { return Ok(default) };
    match value.as_f64() {
        Some(ms) if ms > f64::from(LONGEST_WAIT_MS) => Ok(None),
        Some(ms) if ms > 0.0 => Ok(Some(ms.ceil() as u32)),
        _ => Err(field.unexpected("a positive number of milliseconds, or Infinity", &value)),
    }
}

const RETRY_FIELDS: [&str; 5] = ["limit", "minDelayMs", "maxDelayMs", "maxRetryAfterMs", "codes"];

fn retry(kind: Kind, got: Got, defaults: &Retry) -> Result<Retry, Error> {
    let field = |path| Field { kind, path };
    let Some(value) = field("retry").optional(got)? else { return Ok(defaults.clone()) };
    if value.as_f64().is_some() {
        return Ok(Retry { limit: field("retry").count(Ok(value), defaults.limit)?, ..defaults.clone() });
    }
    let given = object(field("retry"), &value)?;
    known_fields_only(field("retry"), &value, &RETRY_FIELDS)?;
    Ok(Retry {
        limit: field("retry.limit").count(given.limit(), defaults.limit)?,
        min_delay_ms: field("retry.minDelayMs").count(given.min_delay_ms(), defaults.min_delay_ms)?,
        max_delay_ms: field("retry.maxDelayMs").count(given.max_delay_ms(), defaults.max_delay_ms)?,
        max_retry_after_ms: field("retry.maxRetryAfterMs")
            .count(given.max_retry_after_ms(), defaults.max_retry_after_ms)?,
        codes: match field("retry.codes").optional(given.codes())? {
            None => defaults.codes.clone(),
            Some(codes) => numbers(field("retry.codes"), &codes)?,
        },
    })
}

fn numbers(field: Field, value: &JsValue) -> Result<Vec<f64>, Error> {
    let array = is_array(value).then(|| value.unchecked_ref::<js_sys::Array>());
    array
        .and_then(|array| array.iter().map(|entry| entry.as_f64()).collect())
        .ok_or_else(|| field.unexpected("an array of numbers", value))
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

fn object(field: Field, value: &JsValue) -> Result<&Given, Error> {
    field.object(value)?;
    Ok(value.unchecked_ref())
}
