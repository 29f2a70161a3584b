//! Reads values from JavaScript callers. Errors name the field. Nothing here trusts a type, because a getter can return any
//! value, or throw.

use crate::error::{Error, Kind};
use core::cell::RefCell;
use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // These imports return `Option`, because without it wasm-bindgen may leak a slot of its table when the call throws.
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn try_get(object: &JsValue, name: &JsValue) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn get_plain(object: &JsValue, name: &JsValue) -> JsValue;
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    fn set_field(object: &Object, name: &JsValue, value: &JsValue) -> bool;
    // Not js-sys' binding, which lacks `catch`: `isArray` throws for a revoked Proxy.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn try_is_array(value: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn try_array_from(value: &JsValue) -> Result<Option<Array>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn try_keys(object: &JsValue) -> Result<Option<Array>, JsValue>;
    /// The values of a plain object, or of an array.
    #[wasm_bindgen(js_namespace = Object)]
    pub fn values(object: &JsValue) -> Array;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = apply)]
    fn try_apply(function: &Function, context: &JsValue, values: &Array) -> Result<Option<JsValue>, JsValue>;

    /// The class of an object by `Object.prototype.toString`, for example `[object Uint8Array]`.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    pub fn class_of(value: &JsValue) -> Result<String, JsValue>;

    type HasLength;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn length(this: &HasLength) -> Result<f64, JsValue>;
}

thread_local! {
    /// A cache of field names as JavaScript strings, by the address of the Rust text.
    static NAMES: RefCell<Vec<(*const str, &'static JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// A field's name as a JavaScript string. The cache is not borrowed while JavaScript runs, because JavaScript may call this
/// again, or throw.
pub fn name(text: &'static str) -> &'static JsValue {
    let known = NAMES.with_borrow(|names| {
        names.iter().find(|(known, _)| core::ptr::eq(*known, text)).map(|(_, name)| *name)
    });
    known.unwrap_or_else(|| {
        let name: &'static JsValue = Box::leak(Box::new(JsValue::from_str(text)));
        NAMES.with_borrow_mut(|names| names.push((text, name)));
        name
    })
}

/// A field of an object from `JSON.parse`, which cannot throw.
pub fn field(object: &JsValue, field: &'static str) -> JsValue {
    get_plain(object, name(field))
}

/// A field of an object from the caller or the host; `None` for `undefined` and `null`.
pub fn get(object: &JsValue, field: &'static str) -> Result<Option<JsValue>, JsValue> {
    try_get(object, name(field))
}

/// Sets a field of an object that the crate created.
pub fn set(object: &Object, field: &'static str, value: &JsValue) {
    set_field(object, name(field), value);
}

/// Sets a field whose name is known only at run time.
pub fn set_text(object: &Object, field: &str, value: &str) {
    set_field(object, &JsValue::from_str(field), &JsValue::from_str(value));
}

/// Calls a function from the caller or the host.
pub fn call(function: &Function, values: &[&JsValue]) -> Result<JsValue, JsValue> {
    let given = Array::new();
    for value in values {
        given.push(value);
    }
    try_apply(function, &JsValue::UNDEFINED, &given).map(Option::unwrap_or_default)
}

/// Whether a value is `undefined` or `null`.
pub fn is_nullish(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// Whether a value is an array, of any realm.
pub fn is_array(value: &JsValue) -> bool {
    try_is_array(value).unwrap_or(false)
}

/// Whether a value is an object, and neither an array nor a function.
pub fn is_object(value: &JsValue) -> bool {
    value.is_object() && !is_array(value)
}

/// Whether an object's fields are its content, unlike those of a `Map`, a `Headers` or a promise. A proxy that throws counts as
/// such an object, because reading its fields gives the better error.
pub fn is_plain(object: &JsValue) -> bool {
    class_of(object).map_or(true, |class| class == "[object Object]")
}

/// The number of UTF-16 units of a string, or of bytes of a `Uint8Array`. NaN for a value without a length.
pub fn length(value: &JsValue) -> f64 {
    value.unchecked_ref::<HasLength>().length().unwrap_or(f64::NAN)
}

/// The longest text or byte array that is copied into the module's memory, far below what WebAssembly can address.
const MAX_UNITS: f64 = 67_108_864.0;

/// Checks that a text or a byte array is not too long for the module's memory.
pub fn check_length(kind: Kind, field: &[&str], value: &JsValue) -> Result<(), Error> {
    if length(value) > MAX_UNITS {
        return Err(Error::unexpected(kind, field, "at most 64 Mi characters or bytes", "more"));
    }
    Ok(())
}

/// A string of at most so many UTF-16 units. A longer one is not copied, because it might not fit into the module's memory.
pub fn short_text(value: &JsValue, most_units: f64) -> Option<String> {
    if value.is_string() && length(value) <= most_units { value.as_string() } else { None }
}

/// The type of a value for an error message, without the value.
pub fn name_of(value: &JsValue) -> String {
    if value.is_null() {
        return "null".to_owned();
    }
    let kind = value.js_typeof().as_string().unwrap_or_default();
    match kind.as_str() {
        "undefined" => kind,
        "object" if is_array(value) => "an array".to_owned(),
        "object" => "an object".to_owned(),
        _ => ["a ", &kind].concat(),
    }
}

/// Like [`name_of`], but "none" for `null` and `undefined`.
pub fn name_or_none(value: &JsValue) -> String {
    if is_nullish(value) { "none".to_owned() } else { name_of(value) }
}

/// Turns an exception of a getter into an error that names the field and has the exception as its cause.
pub fn reading<T>(kind: Kind, field: &[&str], got: Result<T, JsValue>) -> Result<T, Error> {
    got.map_err(|thrown| {
        Error::new(kind, &[&field.concat(), ": reading it threw an exception"]).with_cause(Some(thrown))
    })
}

/// A string as UTF-8. Refuses a lone surrogate, because it would silently be encrypted as U+FFFD.
pub fn text(kind: Kind, field: &[&str], value: &JsValue) -> Result<String, Error> {
    if !value.is_string() {
        return Err(Error::unexpected(kind, field, "a string", &name_or_none(value)));
    }
    check_length(kind, field, value)?;
    #[cfg_attr(not(feature = "cipher"), expect(unused_mut, reason = "only a key is wiped"))]
    let mut text = value.as_string().unwrap_or_default();
    // A lone surrogate became U+FFFD, whose first byte is 0xEF, so the text differs from the JavaScript string.
    if text.bytes().any(|byte| byte == 0xEF) && *value != *text {
        // Wiped, because the text may be a key.
        #[cfg(feature = "cipher")]
        zeroize::Zeroize::zeroize(&mut text);
        return Err(Error::unexpected(kind, field, "well-formed Unicode", "a lone surrogate"));
    }
    Ok(text)
}

/// A whole number, 0 or more.
pub fn count(kind: Kind, field: &[&str], value: &JsValue) -> Result<u32, Error> {
    let number = value.as_f64().filter(|number| f64::from(*number as u32) == *number);
    number
        .map(|number| number as u32)
        .ok_or_else(|| Error::unexpected(kind, field, "a whole number, 0 or more", &name_of(value)))
}

/// The elements of a value that must be an array.
pub fn elements(kind: Kind, field: &[&str], value: &JsValue) -> Result<Array, Error> {
    if !is_array(value) {
        return Err(Error::unexpected(kind, field, "an array", &name_or_none(value)));
    }
    Ok(reading(kind, field, try_array_from(value))?.unwrap_or_default())
}

/// Reads the fields of one object. `null` counts as absent.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    kind: Kind,
    /// The prefix of a field's path, for example `cipher.`.
    prefix: &'static str,
    given: &'a JsValue,
}

impl<'a> Fields<'a> {
    /// The fields of a value that must be an object.
    pub fn of(kind: Kind, field: &[&str], given: &'a JsValue, prefix: &'static str) -> Result<Self, Error> {
        if is_object(given) {
            return Ok(Self { kind, prefix, given });
        }
        Err(Error::unexpected(kind, field, "an object", &name_or_none(given)))
    }

    /// A field that may be absent.
    pub fn optional(&self, name: &'static str) -> Result<Option<JsValue>, Error> {
        reading(self.kind, &[self.prefix, name], get(self.given, name))
    }

    /// A field that must be present. The caller checks its value.
    pub fn value(&self, name: &'static str) -> Result<JsValue, Error> {
        Ok(self.optional(name)?.unwrap_or_default())
    }

    /// The error for an unexpected value of a field.
    pub fn unexpected(&self, name: &str, expected: &str, found: &str) -> Error {
        Error::unexpected(self.kind, &[self.prefix, name], expected, found)
    }

    /// A string that may be absent.
    pub fn text(&self, name: &'static str) -> Result<Option<String>, Error> {
        self.optional(name)?.map(|value| text(self.kind, &[self.prefix, name], &value)).transpose()
    }

    /// A string that must be present and not empty.
    pub fn non_empty_text(&self, name: &'static str) -> Result<String, Error> {
        match self.text(name)? {
            Some(text) if !text.is_empty() => Ok(text),
            found => {
                let found = if found.is_some() { "an empty one" } else { "none" };
                Err(self.unexpected(name, "a non-empty string", found))
            }
        }
    }

    /// The index of a string in the list of allowed ones; `None` if absent. The string is not copied into the module, because
    /// it may be a key in the wrong field.
    pub fn choice(&self, name: &'static str, choices: &[&str]) -> Result<Option<usize>, Error> {
        let Some(found) = self.optional(name)? else { return Ok(None) };
        if !found.is_string() {
            return Err(self.unexpected(name, "a string", &name_of(&found)));
        }
        match choices.iter().position(|choice| found == *choice) {
            Some(place) => Ok(Some(place)),
            None => Err(self.unexpected(name, &listed(choices, "'", ", ", " or "), "another string")),
        }
    }

    /// A function that may be absent.
    pub fn function(&self, name: &'static str) -> Result<Option<Function>, Error> {
        let Some(value) = self.optional(name)? else { return Ok(None) };
        if value.is_function() {
            return Ok(Some(value.unchecked_into()));
        }
        Err(self.unexpected(name, "a function", &name_of(&value)))
    }

    /// A boolean that may be absent.
    pub fn boolean(&self, name: &'static str) -> Result<Option<bool>, Error> {
        let Some(value) = self.optional(name)? else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| self.unexpected(name, "a boolean", &name_of(&value)))
    }

    /// A whole number, 0 or more, that may be absent.
    pub fn count(&self, name: &'static str) -> Result<Option<u32>, Error> {
        self.optional(name)?.map(|value| count(self.kind, &[self.prefix, name], &value)).transpose()
    }

    /// Refuses an unknown field, because a misspelt setting would silently keep its default.
    pub fn known_only(&self, field: &str, known: &[&str]) -> Result<(), Error> {
        let names = reading(self.kind, &[field], try_keys(self.given))?.unwrap_or_default();
        for name in names.iter() {
            let name = name.as_string().unwrap_or_default();
            if !known.contains(&name.as_str()) {
                let found = ["a field ", &name].concat();
                return Err(Error::unexpected(self.kind, &[field], &listed(known, "", ", ", ", "), &found));
            }
        }
        Ok(())
    }
}

fn listed(texts: &[&str], quote: &str, separator: &str, last_separator: &str) -> String {
    let mut list = String::new();
    for (place, text) in texts.iter().enumerate() {
        if place > 0 {
            list.push_str(if place + 1 == texts.len() { last_separator } else { separator });
        }
        for piece in [quote, text, quote] {
            list.push_str(piece);
        }
    }
    list
}

/// White space as `String.prototype.trim` defines it.
pub fn is_white_space(character: char) -> bool {
    character == '\u{FEFF}' || character != '\u{85}' && character.is_whitespace()
}
