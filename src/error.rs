//! The one error type, its kinds, and its way into JavaScript.

use wasm_bindgen::prelude::*;

/// What went wrong, by who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The configuration.
    Config,
    /// What was asked for.
    Input,
    /// Nothing came back.
    Network,
    /// Nothing came back in time.
    Timeout,
    /// A status other than 2xx.
    Http,
    /// The CRM's own refusal: `code` is not 0.
    Api,
    /// An answer that is not what the API promises.
    Decode,
}

impl Kind {
    /// The name that JavaScript sees.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Input => "input",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Http => "http",
            Self::Api => "api",
            Self::Decode => "decode",
        }
    }
}

/// A failure. The message never holds a key, a `param` or an id.
#[derive(Debug)]
pub struct Error {
    /// What went wrong.
    pub kind: Kind,
    /// For the developer: the field, what was expected, what was found.
    pub message: String,
    /// The CRM's `code`.
    pub code: Option<f64>,
    /// The HTTP status, where an answer came.
    pub status: Option<u16>,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// How many requests were sent.
    pub attempts: u32,
    /// What the host threw.
    pub cause: Option<JsValue>,
    /// How long the server asked to wait, in milliseconds. JavaScript does not see it.
    pub retry_after_ms: Option<f64>,
}

impl Error {
    /// An error that carries nothing but its message, given in pieces.
    pub fn new(kind: Kind, message: &[&str]) -> Self {
        Self {
            kind,
            message: message.concat(),
            code: None,
            status: None,
            retryable: false,
            attempts: 0,
            cause: None,
            retry_after_ms: None,
        }
    }

    /// A value that is not what was expected: `field: expected …, found …`.
    pub fn unexpected(kind: Kind, field: &str, expected: &str, found: &str) -> Self {
        Self::new(kind, &[field, ": expected ", expected, ", found ", found])
    }

    /// The same error with what the host threw.
    pub fn with_cause(self, cause: JsValue) -> Self {
        Self { cause: Some(cause), ..self }
    }
}

// One class on both sides, so that `instanceof` holds: the entry points hand out the very class that is imported here.
#[wasm_bindgen(raw_module = "../js/coupon-error.js")]
extern "C" {
    type CouponError;
    #[wasm_bindgen(constructor)]
    fn new(kind: &str, message: &str, details: &Details) -> CouponError;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = js_sys::Object)]
    type Details;
    #[wasm_bindgen(method, setter)]
    fn set_code(this: &Details, code: f64);
    #[wasm_bindgen(method, setter)]
    fn set_status(this: &Details, status: u16);
    #[wasm_bindgen(method, setter)]
    fn set_retryable(this: &Details, retryable: bool);
    #[wasm_bindgen(method, setter)]
    fn set_attempts(this: &Details, attempts: u32);
    #[wasm_bindgen(method, setter)]
    fn set_cause(this: &Details, cause: &JsValue);
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let details: Details = js_sys::Object::new().unchecked_into();
        if let Some(code) = error.code {
            details.set_code(code);
        }
        if let Some(status) = error.status {
            details.set_status(status);
        }
        details.set_retryable(error.retryable);
        details.set_attempts(error.attempts);
        if let Some(cause) = &error.cause {
            details.set_cause(cause);
        }
        CouponError::new(error.kind.name(), &error.message, &details).into()
    }
}
