//! One call: query → envelope → transport → decode.

use crate::config::{self, Config};
use crate::decode;
use crate::envelope::Envelope;
use crate::error::{Error, Kind};
use crate::transport::Request;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

const LIST_COUPONS: &str = "listCpnItemByMember";

/// Cheap to clone, so that a call keeps what it needs when its caller frees the client.
#[derive(Clone)]
pub struct Client {
    config: Rc<Config>,
}

impl Client {
    pub fn new(config: Config) -> Self {
        Self { config: Rc::new(config) }
    }

    pub fn encrypt(&self, plaintext: &[u8]) -> String {
        self.config.cipher.encrypt(plaintext)
    }

    pub fn decrypt(&self, param: &str) -> Result<String, Error> {
        self.config.cipher.decrypt(param)
    }

    pub fn envelope(&self, plaintext: &[u8]) -> Result<Envelope, Error> {
        Envelope::seal(plaintext, &self.config.cipher, &self.config.channel, self.now()?)
    }

    pub async fn list_coupons(&self, query: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        let query = config::query(query)?;
        let signal = config::signal(options)?;
        let body = self.envelope(query.to_json()?.as_bytes())?.to_json()?;
        let request = Request {
            url: &[self.config.base_url.trim_end_matches('/'), "/", LIST_COUPONS].concat(),
            body: &body,
            headers: &self.config.headers,
            credentials: self.config.credentials,
            fetch: self.config.fetch.as_ref(),
            signal: signal.as_ref(),
        };
        let text = request.send().await?;
        let coupons = decode::data(&text).and_then(|data| decode::coupons(&data)).map_err(|error| {
            let error = if error.kind == Kind::Api { without(query.ids(), error) } else { error };
            Error { status: Some(200), attempts: 1, ..error }
        })?;
        Ok(coupons.into())
    }

    fn now(&self) -> Result<f64, Error> {
        match &self.config.now {
            None => Ok(js_sys::Date::now()),
            Some(now) => {
                const EXPECTED: &str = "a function that returns milliseconds since the epoch";
                let moment = now.call0(&JsValue::UNDEFINED).map_err(|thrown| {
                    Error::unexpected(Kind::Config, "now", EXPECTED, "one that throws").with_cause(thrown)
                })?;
                let found = crate::field::name_of(&moment);
                moment.as_f64().ok_or_else(|| Error::unexpected(Kind::Config, "now", EXPECTED, found))
            }
        }
    }
}

/// The CRM may name the member in its message, and messages end up in logs.
fn without<'a>(ids: impl Iterator<Item = &'a str>, error: Error) -> Error {
    ids.fold(error, |error, id| Error { message: error.message.replace(id, "***"), ..error })
}
