//! `identifyCipher` as JavaScript calls it.

use crate::cipher::{Example, PUBLISHED, Settings, identify};
use crate::cipher_settings;
use crate::error::{Error, Kind};
use crate::field::Field;
use wasm_bindgen::JsValue;

/// The settings under which the key reproduces every example.
pub fn settings(key: &JsValue, examples: &JsValue) -> Result<JsValue, Error> {
    let key = zeroize::Zeroizing::new(Field::input("key").text(key)?);
    let schemes = if examples.is_undefined() {
        identify(&key, &PUBLISHED)
    } else {
        let pairs = cipher_settings::examples(examples)?;
        let example = |(plaintext, param)| Example { plaintext, param };
        identify(
            &key,
            &pairs.iter().map(|(plaintext, param)| example((plaintext, param))).collect::<Vec<_>>(),
        )
    }?;
    let settings: Vec<_> = schemes.iter().map(|scheme| Settings::of(&key, scheme)).collect();
    serde_wasm_bindgen::to_value(&settings)
        .map_err(|_| Error::new(Kind::Input, &["key: the settings have no form in JavaScript"]))
}
