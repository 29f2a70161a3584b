//! Reads the cipher settings that callers write, and writes those that `identifyCipher` has found.

use super::identify::{MAX_BYTES, too_large};
use super::scheme::Setting;
use super::text::{from_hex, lower_hex};
use super::{Chaining, Cipher, Example, Iv, PUBLISHED, Scheme, identify};
use crate::error::{Error, Kind};
use crate::js_value::{self, Fields};
use crate::outgoing::object;
use js_sys::Array;
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
            Err(fields.unexpected("iv", "none, because cipher.mode 'ECB' uses no IV", "one"))
        }
        None => Err(fields.unexpected("iv", &[EXPECTED, " with cipher.mode 'CBC'"].concat(), "none")),
        Some(IV_IS_KEY) => Ok(Chaining::Cbc(Iv::Key)),
        Some(digits) => from_hex(digits.as_bytes())
            .and_then(|bytes| bytes.try_into().ok())
            .map(|iv| Chaining::Cbc(Iv::Fixed(iv)))
            .ok_or_else(|| fields.unexpected("iv", EXPECTED, "another string")),
    }
}

/// The settings under which a key reproduces every example, most likely first. `undefined` stands for the published examples.
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
    let found = Array::new();
    for scheme in &schemes {
        found.push(&written(&key, scheme));
    }
    Ok(found.into())
}

fn read_examples(value: &JsValue) -> Result<Vec<[String; 2]>, Error> {
    const EXAMPLE: &str = "examples[]";
    let mut units = 0.0;
    let mut text = |fields: &Fields<'_>, name| {
        let field = [EXAMPLE, ".", name];
        let value = fields.value(name)?;
        if value.is_string() {
            js_value::check_length(Kind::Input, &field, &value)?;
            units += js_value::length(&value);
            // Before they are copied, because all of them might not fit into the module's memory.
            if units > MAX_BYTES as f64 {
                return Err(too_large());
            }
        }
        js_value::text(Kind::Input, &field, &value)
    };
    js_value::elements(Kind::Input, &["examples"], value)?
        .iter()
        .map(|example| {
            let fields = Fields::of(Kind::Input, &[EXAMPLE], &example, "examples[].")?;
            Ok([text(&fields, "plaintext")?, text(&fields, "param")?])
        })
        .collect()
}

/// A `Cipher` with every setting, defaults included.
fn written(key: &str, scheme: &Scheme) -> JsValue {
    let own_iv;
    let (mode, iv) = match scheme.chaining {
        Chaining::Ecb => ("ECB", None),
        Chaining::Cbc(Iv::Key) => ("CBC", Some(IV_IS_KEY)),
        Chaining::Cbc(Iv::Fixed(iv)) => {
            own_iv = lower_hex(&iv);
            ("CBC", Some(own_iv.as_str()))
        }
    };
    object(&[
        ("key", Some(key)),
        ("keyEncoding", Some(scheme.encoding.name())),
        ("keyDerivation", Some(scheme.derivation.name())),
        ("algorithm", Some(scheme.algorithm.name())),
        ("mode", Some(mode)),
        ("iv", iv),
        ("padding", Some(scheme.padding.name())),
        ("output", Some(scheme.output.name())),
    ])
}
