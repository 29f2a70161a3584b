//! The error type of the crate, its kinds, and its conversion to a `CouponError` of JavaScript.

use crate::js_value::set;
use core::ops::{Deref, DerefMut};
use js_sys::Object;
use wasm_bindgen::prelude::*;

/// The kind of a failure. Each kind has another remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The configuration is wrong.
    Config,
    /// An argument of the call is wrong; nothing was sent.
    Input,
    /// No complete answer arrived.
    Network,
    /// No complete answer arrived in time.
    Timeout,
    /// The answer has a status other than 2xx.
    Http,
    /// The CRM refused: its `code` is not 0.
    Api,
    /// The answer does not match the API.
    Decode,
}

impl Kind {
    /// The name in the JavaScript API.
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

/// A failure. Its message never contains a key, a `param` or an id.
///
/// Boxed, so that every `Result` stays small.
#[derive(Debug)]
pub struct Error(Box<Details>);

/// The details of a failure.
#[derive(Debug)]
pub struct Details {
    /// The kind of the failure.
    pub kind: Kind,
    /// A message for the developer: the field, what was expected, and what was found.
    pub message: String,
    /// The CRM's `code`.
    pub code: Option<f64>,
    /// The HTTP status, if an answer arrived.
    pub status: Option<u32>,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// The number of requests sent.
    pub attempts: u32,
    /// The exception that caused the failure.
    pub cause: Option<JsValue>,
    /// The server's `Retry-After` in milliseconds. It is passed to `onResponse`, but is not part of the `CouponError`.
    pub retry_after_ms: Option<f64>,
}

impl Error {
    /// An error with only a message, which is the concatenation of the parts.
    pub fn new(kind: Kind, message: &[&str]) -> Self {
        Self(Box::new(Details {
            kind,
            message: message.concat(),
            code: None,
            status: None,
            retryable: false,
            attempts: 0,
            cause: None,
            retry_after_ms: None,
        }))
    }

    /// The error for an unexpected value: `field: expected …, found …`.
    pub fn unexpected(kind: Kind, field: &[&str], expected: &str, found: &str) -> Self {
        Self::new(kind, &[&field.concat(), ": expected ", expected, ", found ", found])
    }

    /// The same error with a cause.
    pub fn with_cause(mut self, cause: Option<JsValue>) -> Self {
        self.cause = cause;
        self
    }
}

impl Deref for Error {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

#[wasm_bindgen(module = "/js/coupon-error.js")]
extern "C" {
    type CouponError;
    #[wasm_bindgen(constructor)]
    fn new(kind: &str, message: &str, details: &Object) -> CouponError;

    // Never called. It re-exports the class, so that code which loads only the module can use `instanceof`. It is declared as
    // a function, because wasm-bindgen declares a re-exported type as `unknown`.
    #[wasm_bindgen(js_name = CouponError, reexport = "CouponError", skip_typescript)]
    fn class();
}

#[wasm_bindgen(typescript_custom_section)]
const DECLARATION: &str = "
/** Every failure except an abort. Its message never contains a key, a `param` or an id. */
export class CouponError extends Error {
  constructor(kind: CouponErrorKind, message: string, details?: CouponErrorDetails);
  readonly kind: CouponErrorKind;
  readonly code: number | undefined;
  readonly status: number | undefined;
  readonly retryable: boolean;
  readonly attempts: number;
  readonly cause: unknown;
  toJSON(): CouponErrorRecord;
}
";

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let details = Object::new();
        set(&details, "attempts", &error.attempts.into());
        set(&details, "retryable", &error.retryable.into());
        if let Some(code) = error.code {
            set(&details, "code", &code.into());
        }
        if let Some(status) = error.status {
            set(&details, "status", &status.into());
        }
        if let Some(cause) = &error.cause {
            set(&details, "cause", cause);
        }
        CouponError::new(error.kind.name(), &error.message, &details).into()
    }
}
