//! Creates JavaScript objects from texts.

use crate::js_value::name;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::JsValue;

/// The fields of an object. A field without a text is left out.
pub type Fields<'a> = [(&'static str, Option<&'a str>)];

struct Object<'a>(&'a Fields<'a>);

// Serialized as a map, because serde-wasm-bindgen needs a hash map for the field names of a struct, which adds a kilobyte to
// the download.
impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, text) in self.0 {
            let Some(text) = text else { continue };
            // The cached name, because a Rust text would be decoded for every field of every object.
            map.serialize_entry(&CachedName(field), text)?;
        }
        map.end()
    }
}

struct CachedName(&'static str);

impl Serialize for CachedName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        preserve::serialize(name(self.0), serializer)
    }
}

/// Creates a JavaScript object.
pub fn object(fields: &Fields<'_>) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    // Cannot fail for texts.
    Object(fields).serialize(&serializer).unwrap_or_default()
}
