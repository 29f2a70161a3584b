//! The one error type, its kinds, and its way into JavaScript.

use crate::js_value::set;
use core::ops::{Deref, DerefMut};
use js_sys::Object;
use wasm_bindgen::prelude::*;

/// What went wrong, by who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The configuration is wrong.
    Config,
    /// What was asked for is wrong; nothing was sent.
    Input,
    /// No complete answer came.
    Network,
    /// No complete answer came in time.
    Timeout,
    /// The answer has a status other than 2xx.
    Http,
    /// The CRM refused: its `code` is not 0.
    Api,
    /// The answer is not what the API promises.
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

/// A failure. Its message never holds a key, a `param` or an id.
///
/// It is one pointer, so that every `Result` on the way of a call stays small.
#[derive(Debug)]
pub struct Error(Box<Details>);

/// What is known of a failure.
#[derive(Debug)]
pub struct Details {
    /// What went wrong.
    pub kind: Kind,
    /// For the developer: the field, what was expected, what was found.
    pub message: String,
    /// The CRM's `code`.
    pub code: Option<f64>,
    /// The HTTP status, where an answer came.
    pub status: Option<u32>,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// How many requests were sent.
    pub attempts: u32,
    /// What was thrown.
    pub cause: Option<JsValue>,
    /// How long the server asked to wait, in milliseconds. Callers see it in `onResponse` only.
    pub retry_after_ms: Option<f64>,
}

impl Error {
    /// An error that carries nothing but its message, given in pieces.
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

    /// A value that is not what was expected: `field: expected …, found …`.
    pub fn unexpected(kind: Kind, field: &[&str], expected: &str, found: &str) -> Self {
        Self::new(kind, &[&field.concat(), ": expected ", expected, ", found ", found])
    }

    /// The same error with what was thrown.
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

    // Never called: the class is handed on, so that whoever loads the module alone has the very one that is thrown. As a function, since wasm-bindgen
    // would declare a type that is handed on as `unknown`.
    #[wasm_bindgen(js_name = CouponError, reexport = "CouponError", skip_typescript)]
    fn class();
}

#[wasm_bindgen(typescript_custom_section)]
const DECLARATION: &str = "
/** Every failure, other than an abort. Its message never holds a key, a `param` or an id. */
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
