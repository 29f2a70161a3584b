//! Reads values that callers gave, one by one; the errors name the field. Nothing here trusts a type: a getter can answer anything, or throw.

use crate::error::{Error, Kind};
use core::cell::RefCell;
use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // `Option`, here and elsewhere: for a value that must be there, wasm-bindgen may take a slot of its table even when the call throws, and never gives
    // it back.
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn try_get(object: &JsValue, name: &JsValue) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn get_plain(object: &JsValue, name: &JsValue) -> JsValue;
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    fn set_field(object: &Object, name: &JsValue, value: &JsValue) -> bool;
    // js-sys binds it without `catch`, and for a revoked Proxy it throws.
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

    /// What an object says that it is: `[object Uint8Array]`.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    pub fn class_of(value: &JsValue) -> Result<String, JsValue>;

    type HasLength;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn length(this: &HasLength) -> Result<f64, JsValue>;
}

thread_local! {
    /// The names of fields as JavaScript's strings, by where the text lies: each is handed over once.
    static NAMES: RefCell<Vec<(*const str, &'static JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// A field's name as JavaScript's string. The list is not borrowed while anything of JavaScript runs: that may come here again, or throw.
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

/// A field of what `JSON.parse` made, whose reading cannot throw.
pub fn field(object: &JsValue, field: &'static str) -> JsValue {
    get_plain(object, name(field))
}

/// A field of an object that the caller or the host made; `None` for `undefined` and `null`, which to a caller both are nothing.
pub fn get(object: &JsValue, field: &'static str) -> Result<Option<JsValue>, JsValue> {
    try_get(object, name(field))
}

/// Sets a field of an object that was made here.
pub fn set(object: &Object, field: &'static str, value: &JsValue) {
    set_field(object, name(field), value);
}

/// Sets a field whose name is not known beforehand.
pub fn set_text(object: &Object, field: &str, value: &str) {
    set_field(object, &JsValue::from_str(field), &JsValue::from_str(value));
}

/// Calls a function that the caller or the host made.
pub fn call(function: &Function, values: &[&JsValue]) -> Result<JsValue, JsValue> {
    let given = Array::new();
    for value in values {
        given.push(value);
    }
    try_apply(function, &JsValue::UNDEFINED, &given).map(Option::unwrap_or_default)
}

/// Whether a value is `undefined` or `null`: to a caller both are nothing.
pub fn is_nothing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// Whether a value is an array, of whatever realm.
pub fn is_array(value: &JsValue) -> bool {
    try_is_array(value).unwrap_or(false)
}

/// Whether a value is an object, and neither an array nor a function.
pub fn is_object(value: &JsValue) -> bool {
    value.is_object() && !is_array(value)
}

/// How many UTF-16 units a string has, or bytes a `Uint8Array`. NaN for what has no length.
pub fn length(value: &JsValue) -> f64 {
    value.unchecked_ref::<HasLength>().length().unwrap_or(f64::NAN)
}

/// Keeps the memory that one text can ask for far below what WebAssembly can address.
const MOST_UNITS: f64 = 67_108_864.0;

/// Checks that a text, or bytes, can be taken into the module's memory.
pub fn check_length(blame: Kind, field: &[&str], value: &JsValue) -> Result<(), Error> {
    if length(value) > MOST_UNITS {
        return Err(Error::unexpected(blame, field, "at most 64 Mi characters or bytes", "more"));
    }
    Ok(())
}

/// What a value is, without showing it.
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

/// Like [`name_of`], for a reader to whom `null` and `undefined` are both nothing.
pub fn name_or_none(value: &JsValue) -> String {
    if is_nothing(value) { "none".to_owned() } else { name_of(value) }
}

/// What reading a value gave; what it threw becomes the cause of an error that names the field.
pub fn reading<T>(blame: Kind, field: &[&str], got: Result<T, JsValue>) -> Result<T, Error> {
    got.map_err(|thrown| {
        Error::new(blame, &[&field.concat(), ": reading it threw an exception"]).with_cause(Some(thrown))
    })
}

/// A string as UTF-8. A lone surrogate has no such form, and a silent U+FFFD would be encrypted in its place.
pub fn text(blame: Kind, field: &[&str], value: &JsValue) -> Result<String, Error> {
    if !value.is_string() {
        return Err(Error::unexpected(blame, field, "a string", &name_or_none(value)));
    }
    check_length(blame, field, value)?;
    #[cfg_attr(not(feature = "cipher"), expect(unused_mut, reason = "nothing is wiped"))]
    let mut text = value.as_string().unwrap_or_default();
    // What comes back as another string had something in it that UTF-8 has no form for. U+FFFD, which stands there now, begins with this byte.
    if text.bytes().any(|byte| byte == 0xEF) && *value != *text {
        // It may be a key.
        #[cfg(feature = "cipher")]
        zeroize::Zeroize::zeroize(&mut text);
        return Err(Error::unexpected(blame, field, "well-formed Unicode", "a lone surrogate"));
    }
    Ok(text)
}

/// A whole number from 0 up.
pub fn count(blame: Kind, field: &[&str], value: &JsValue) -> Result<u32, Error> {
    let number = value.as_f64().filter(|number| f64::from(*number as u32) == *number);
    number
        .map(|number| number as u32)
        .ok_or_else(|| Error::unexpected(blame, field, "a whole number, 0 or more", &name_of(value)))
}

/// The elements of a value that must be an array.
pub fn elements(blame: Kind, field: &[&str], value: &JsValue) -> Result<Array, Error> {
    if !is_array(value) {
        return Err(Error::unexpected(blame, field, "an array", &name_or_none(value)));
    }
    Ok(reading(blame, field, try_array_from(value))?.unwrap_or_default())
}

/// The fields of one object, each read once. `null` counts as absent.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    blame: Kind,
    /// What stands before a field's name in its path, for example `cipher.`.
    prefix: &'static str,
    given: &'a JsValue,
}

impl<'a> Fields<'a> {
    /// The fields of a value that must be an object.
    pub fn of(blame: Kind, field: &[&str], given: &'a JsValue, prefix: &'static str) -> Result<Self, Error> {
        if is_object(given) {
            return Ok(Self { blame, prefix, given });
        }
        Err(Error::unexpected(blame, field, "an object", &name_or_none(given)))
    }

    /// A field that may be absent.
    pub fn optional(&self, name: &'static str) -> Result<Option<JsValue>, Error> {
        reading(self.blame, &[self.prefix, name], get(self.given, name))
    }

    /// A field that must be there; what is expected of it is for the caller to say.
    pub fn value(&self, name: &'static str) -> Result<JsValue, Error> {
        Ok(self.optional(name)?.unwrap_or_default())
    }

    /// An error for a field that is not what was expected.
    pub fn unexpected(&self, name: &str, expected: &str, found: &str) -> Error {
        Error::unexpected(self.blame, &[self.prefix, name], expected, found)
    }

    /// A string that may be absent.
    pub fn text(&self, name: &'static str) -> Result<Option<String>, Error> {
        self.optional(name)?.map(|value| text(self.blame, &[self.prefix, name], &value)).transpose()
    }

    /// A string that must be there and not be empty.
    pub fn non_empty_text(&self, name: &'static str) -> Result<String, Error> {
        match self.text(name)? {
            Some(text) if !text.is_empty() => Ok(text),
            found => {
                let found = if found.is_some() { "an empty one" } else { "none" };
                Err(self.unexpected(name, "a non-empty string", found))
            }
        }
    }

    /// The place of a string in the list of those that may be there, if it is. It is compared where it is: it may be a key in the wrong place.
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

    /// A whole number from 0 up that may be absent.
    pub fn count(&self, name: &'static str) -> Result<Option<u32>, Error> {
        self.optional(name)?.map(|value| count(self.blame, &[self.prefix, name], &value)).transpose()
    }

    /// Refuses a field of another name: a misspelt setting would be a silent default, and days lost over "decrypt error".
    pub fn known_only(&self, field: &str, known: &[&str]) -> Result<(), Error> {
        let names = reading(self.blame, &[field], try_keys(self.given))?.unwrap_or_default();
        for name in names.iter() {
            let name = name.as_string().unwrap_or_default();
            if !known.contains(&name.as_str()) {
                let found = ["a field ", &name].concat();
                return Err(Error::unexpected(self.blame, &[field], &listed(known, "", ", ", ", "), &found));
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

/// White space as `String.prototype.trim` has it.
pub fn is_white_space(character: char) -> bool {
    character == '\u{FEFF}' || character != '\u{85}' && character.is_whitespace()
}
