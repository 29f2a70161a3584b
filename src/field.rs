//! Reads values that come from JavaScript, one by one; the errors name the field. Nothing here trusts a type.

use crate::error::{Error, Kind};
use wasm_bindgen::prelude::*;

/// What a getter gave, or what it threw.
pub type Got = Result<Option<JsValue>, JsValue>;

/// A place for a value: what it is called, and whose fault a wrong value is.
#[derive(Clone, Copy)]
pub struct Field {
    pub kind: Kind,
    pub path: &'static str,
}

impl Field {
    pub const fn config(path: &'static str) -> Self {
        Self { kind: Kind::Config, path }
    }

    pub const fn input(path: &'static str) -> Self {
        Self { kind: Kind::Input, path }
    }

    pub fn unexpected(self, expected: &str, found: &JsValue) -> Error {
        // The getters tell no `null` from `undefined`, and to a caller both are nothing.
        let nothing = found.is_undefined() || found.is_null();
        Error::unexpected(self.kind, self.path, expected, if nothing { "none" } else { name_of(found) })
    }

    pub fn not_one_of(self, expected: &str) -> Error {
        Error::unexpected(self.kind, self.path, expected, "another string")
    }

    pub fn unreadable(self, thrown: JsValue) -> Error {
        Error::new(self.kind, &[self.path, ": reading it threw an exception"]).with_cause(thrown)
    }

    pub fn required(self, got: Got) -> Result<JsValue, Error> {
        got.map(Option::unwrap_or_default).map_err(|thrown| self.unreadable(thrown))
    }

    /// The value, or `None` for `undefined` and `null`.
    pub fn optional(self, got: Got) -> Result<Option<JsValue>, Error> {
        Ok(Some(self.required(got)?).filter(|value| !value.is_undefined() && !value.is_null()))
    }

    pub fn optional_text(self, got: Got) -> Result<Option<String>, Error> {
        self.optional(got)?.map(|value| self.text(&value)).transpose()
    }

    pub fn required_text(self, got: Got) -> Result<String, Error> {
        match self.optional(got)? {
            None => Err(Error::unexpected(self.kind, self.path, "a non-empty string", "none")),
            Some(value) => {
                let text = self.text(&value)?;
                if text.is_empty() {
                    return Err(Error::unexpected(
                        self.kind,
                        self.path,
                        "a non-empty string",
                        "an empty one",
                    ));
                }
                Ok(text)
            }
        }
    }

    /// A string of JavaScript as UTF-8. A lone surrogate has no such form, and a silent `U+FFFD` would be encrypted in its place.
    pub fn text(self, value: &JsValue) -> Result<String, Error> {
        let Some(text) = value.as_string() else {
            return Err(self.unexpected("a string", value));
        };
        let well_formed =
            !text.contains('\u{FFFD}') || value.dyn_ref().is_none_or(js_sys::JsString::is_valid_utf16);
        if !well_formed {
            return Err(Error::unexpected(self.kind, self.path, "well-formed Unicode", "a lone surrogate"));
        }
        Ok(text)
    }

    pub fn object(self, value: &JsValue) -> Result<(), Error> {
        if value.is_object() && !is_array(value) {
            return Ok(());
        }
        Err(self.unexpected("an object", value))
    }

    pub fn optional_function(self, got: Got) -> Result<Option<js_sys::Function>, Error> {
        let function =
            |value: JsValue| value.dyn_into().map_err(|value| self.unexpected("a function", &value));
        self.optional(got)?.map(function).transpose()
    }

    pub fn optional_bool(self, got: Got) -> Result<Option<bool>, Error> {
        let boolean = |value: JsValue| value.as_bool().ok_or_else(|| self.unexpected("a boolean", &value));
        self.optional(got)?.map(boolean).transpose()
    }

    /// A whole number from 0 up.
    pub fn count(self, got: Got, default: u32) -> Result<u32, Error> {
        let Some(value) = self.optional(got)? else { return Ok(default) };
        value
            .as_f64()
            .filter(|number| (0.0..=f64::from(u32::MAX)).contains(number) && number.trunc() == *number)
            .map(|number| number as u32)
            .ok_or_else(|| self.unexpected("a whole number, 0 or more", &value))
    }
}

#[wasm_bindgen]
extern "C" {
    // js-sys binds it without `catch`, and for a revoked Proxy it throws.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn try_is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// Whether a value is an array.
pub fn is_array(value: &JsValue) -> bool {
    try_is_array(value).unwrap_or(false)
}

/// What a value is, without showing it.
pub fn name_of(value: &JsValue) -> &'static str {
    if value.is_undefined() {
        "undefined"
    } else if value.is_null() {
        "null"
    } else if value.is_string() {
        "a string"
    } else if value.as_f64().is_some() {
        "a number"
    } else if value.as_bool().is_some() {
        "a boolean"
    } else if value.is_bigint() {
        "a bigint"
    } else if value.is_symbol() {
        "a symbol"
    } else if value.is_function() {
        "a function"
    } else if is_array(value) {
        "an array"
    } else {
        "an object"
    }
}
