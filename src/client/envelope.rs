//! The body of a request: `param`, `channel` and `timestamp`.

use super::config::Config;
use super::json::quoted;
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use crate::js_value::{call, name_of};
#[cfg(feature = "cipher")]
use crate::outgoing::object;
use js_sys::{Date, Function};
#[cfg(feature = "cipher")]
use wasm_bindgen::JsValue;

/// The last moment that a JavaScript `Date` can hold, in milliseconds since the epoch.
const LAST_MOMENT_MS: f64 = 8.64e15;

const NOW: &str = "now";

/// The body of a request.
pub struct Envelope<'a> {
    param: &'a str,
    channel: &'a str,
    timestamp: String,
}

impl<'a> Envelope<'a> {
    /// Puts an encrypted `param` into an envelope with the current time.
    ///
    /// # Errors
    /// `config` if the configured clock does not return a valid time.
    pub fn seal(param: &'a str, config: &'a Config) -> Result<Self, Error> {
        let channel = config.channel.as_deref().unwrap_or_default();
        Ok(Self { param, channel, timestamp: timestamp(config.now.as_ref())? })
    }

    /// As a JavaScript object.
    #[cfg(feature = "cipher")]
    pub fn to_js(&self) -> JsValue {
        object(&[
            ("param", Some(self.param)),
            ("channel", Some(self.channel)),
            ("timestamp", Some(&self.timestamp)),
        ])
    }

    /// As compact JSON.
    pub fn to_json(&self) -> String {
        [
            "{\"param\":",
            &quoted(self.param),
            ",\"channel\":",
            &quoted(self.channel),
            ",\"timestamp\":",
            &quoted(&self.timestamp),
            "}",
        ]
        .concat()
    }
}

fn timestamp(now: Option<&Function>) -> Result<String, Error> {
    let ms = now.map_or_else(|| Ok(Date::now()), read)?;
    if !(0.0..=LAST_MOMENT_MS).contains(&ms) {
        let expected = "milliseconds since the epoch";
        return Err(Error::unexpected(Kind::Config, &[NOW], expected, "a number out of range"));
    }
    // The CRM takes whole milliseconds.
    Ok(decimal(ms as u64))
}

fn read(now: &Function) -> Result<f64, Error> {
    let unexpected = |found: &str| {
        Error::unexpected(Kind::Config, &[NOW], "a function that returns milliseconds since the epoch", found)
    };
    let moment = call(now, &[]).map_err(|thrown| unexpected("one that throws").with_cause(Some(thrown)))?;
    moment.as_f64().ok_or_else(|| unexpected(&name_of(&moment)))
}
