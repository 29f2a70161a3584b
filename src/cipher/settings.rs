//! The settings of a cipher as callers write them: read, and written out for those who looked for them.

use super::scheme::Setting;
use super::text::{from_hex, lower_hex};
use super::{Chaining, Cipher, Example, Iv, PUBLISHED, Scheme, identify};
use crate::error::{Error, Kind};
use crate::js_value::{self, Fields};
use serde::Serialize;
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

const FIELDS: [&str; 8] =
    ["key", "keyEncoding", "keyDerivation", "algorithm", "mode", "iv", "padding", "output"];
const MODES: [&str; 2] = ["ECB", "CBC"];
const IV_IS_KEY: &str = "key";

/// Reads a `Cipher` and computes its key schedule.
///
/// # Errors
/// `config`, naming the field.
pub fn read(given: &JsValue) -> Result<Cipher, Error> {
    let fields = Fields::of(Kind::Config, &["cipher"], given, "cipher.")?;
    let key = fields.text("key")?.ok_or_else(|| fields.unexpected("key", "a string", "none"))?;
    let key = Zeroizing::new(key);
    let encoding = setting(&fields, "keyEncoding")?;
    let derivation = setting(&fields, "keyDerivation")?;
    let algorithm = setting(&fields, "algorithm")?;
    let mode = fields.choice("mode", &MODES)?;
    let iv = fields.text("iv")?.map(Zeroizing::new);
    let padding = setting(&fields, "padding")?;
    let output = setting(&fields, "output")?;
    fields.known_only("cipher", &FIELDS)?;
    let chaining = chaining(&fields, mode == Some(1), iv.as_ref().map(|iv| iv.as_str()))?;
    Cipher::new(&key, &Scheme { encoding, derivation, algorithm, chaining, padding, output })
}

fn setting<S: Setting>(fields: &Fields<'_>, name: &'static str) -> Result<S, Error> {
    let place = fields.choice(name, S::NAMES)?;
    Ok(place.and_then(|place| S::VALUES.get(place)).copied().unwrap_or_default())
}

fn chaining(fields: &Fields<'_>, is_cbc: bool, iv: Option<&str>) -> Result<Chaining, Error> {
    const EXPECTED: &str = "16 hex digits or 'key'";
    match iv {
        None if !is_cbc => Ok(Chaining::Ecb),
        Some(_) if !is_cbc => {
            Err(fields.unexpected("iv", "none with cipher.mode 'ECB', which has no use for one", "one"))
        }
        None => Err(fields.unexpected("iv", &[EXPECTED, " with cipher.mode 'CBC'"].concat(), "none")),
        Some(IV_IS_KEY) => Ok(Chaining::Cbc(Iv::Key)),
        Some(digits) => from_hex(digits.as_bytes())
            .and_then(|bytes| bytes.try_into().ok())
            .map(|iv| Chaining::Cbc(Iv::Fixed(iv)))
            .ok_or_else(|| fields.unexpected("iv", EXPECTED, "another string")),
    }
}

/// The settings under which a key reproduces every example, most likely first; the published examples where none are given.
///
/// # Errors
/// `input` for the key or the examples.
pub fn identified(key: &JsValue, examples: &JsValue) -> Result<JsValue, Error> {
    let key = Zeroizing::new(js_value::text(Kind::Input, &["key"], key)?);
    let schemes = if examples.is_undefined() {
        identify(&key, &PUBLISHED)?
    } else {
        let pairs = read_examples(examples)?;
        let examples: Vec<_> = pairs
            .iter()
            .map(|[plaintext, param]| Example { plaintext: plaintext.as_bytes(), param: param.as_bytes() })
            .collect();
        identify(&key, &examples)?
    };
    let settings: Vec<_> = schemes.iter().map(|scheme| Settings::of(&key, scheme)).collect();
    serde_wasm_bindgen::to_value(&settings)
        .map_err(|_| Error::new(Kind::Input, &["key: its settings have no form in JavaScript"]))
}

fn read_examples(value: &JsValue) -> Result<Vec<[String; 2]>, Error> {
    const EXAMPLE: &str = "examples[]";
    let text =
        |fields: &Fields<'_>, name| js_value::text(Kind::Input, &[EXAMPLE, ".", name], &fields.value(name)?);
    js_value::elements(Kind::Input, &["examples"], value)?
        .iter()
        .map(|example| {
            let fields = Fields::of(Kind::Input, &[EXAMPLE], &example, "examples[].")?;
            Ok([text(&fields, "plaintext")?, text(&fields, "param")?])
        })
        .collect()
}

/// Each setting by its name, also where it is the default.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Settings<'a> {
    key: &'a str,
    key_encoding: &'static str,
    key_derivation: &'static str,
    algorithm: &'static str,
    mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    iv: Option<String>,
    padding: &'static str,
    output: &'static str,
}

impl<'a> Settings<'a> {
    fn of(key: &'a str, scheme: &Scheme) -> Self {
        let (mode, iv) = match scheme.chaining {
            Chaining::Ecb => ("ECB", None),
            Chaining::Cbc(Iv::Key) => ("CBC", Some(IV_IS_KEY.to_owned())),
            Chaining::Cbc(Iv::Fixed(iv)) => ("CBC", Some(lower_hex(&iv))),
        };
        Self {
            key,
            key_encoding: scheme.encoding.name(),
            key_derivation: scheme.derivation.name(),
            algorithm: scheme.algorithm.name(),
            mode,
            iv,
            padding: scheme.padding.name(),
            output: scheme.output.name(),
        }
    }
}
