//! Creates JavaScript objects from texts and numbers.

use serde::ser::{Serialize, SerializeMap, Serializer};
use wasm_bindgen::JsValue;

/// A field's value.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    Text(&'a str),
    Number(f64),
}

/// The fields of an object. A field without a value is left out.
pub type Fields<'a> = [(&'static str, Option<Value<'a>>)];

struct Object<'a>(&'a Fields<'a>);

// Serialized as a map, because serde-wasm-bindgen needs a hash map for the field names of a struct, which adds a kilobyte to
// the download.
impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0 {
            match value {
                Some(Value::Text(text)) => map.serialize_entry(name, text)?,
                Some(Value::Number(number)) => map.serialize_entry(name, number)?,
                None => {}
            }
        }
        map.end()
    }
}

/// Creates a JavaScript object.
pub fn object(fields: &Fields<'_>) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    // Cannot fail for texts and numbers.
    Object(fields).serialize(&serializer).unwrap_or_default()
}
