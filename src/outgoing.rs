//! Creates JavaScript objects from texts and numbers.

use crate::js_value::name;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::JsValue;

/// A field's value.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    #[cfg(feature = "cipher")]
    Text(&'a str),
    Number(f64),
    /// A value of JavaScript, which is not copied.
    Js(&'a JsValue),
}

/// The fields of an object. A field without a value is left out.
pub type Fields<'a> = [(&'static str, Option<Value<'a>>)];

struct Object<'a>(&'a Fields<'a>);

// Serialized as a map, because serde-wasm-bindgen needs a hash map for the field names of a struct, which adds a kilobyte to
// the download.
impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, value) in self.0 {
            let Some(value) = value else { continue };
            // The cached name, because a Rust text would be decoded for every field of every object.
            map.serialize_key(&Preserved(name(field)))?;
            match value {
                #[cfg(feature = "cipher")]
                Value::Text(text) => map.serialize_value(text)?,
                Value::Number(number) => map.serialize_value(number)?,
                Value::Js(value) => map.serialize_value(&Preserved(value))?,
            }
        }
        map.end()
    }
}

struct Preserved<'a>(&'a JsValue);

impl Serialize for Preserved<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        preserve::serialize(self.0, serializer)
    }
}

/// Creates a JavaScript object.
pub fn object(fields: &Fields<'_>) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    // Cannot fail for texts and numbers.
    Object(fields).serialize(&serializer).unwrap_or_default()
}
