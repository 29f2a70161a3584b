//! Asks the HouCaller (豪客来) membership CRM which coupons a member owns.
//!
//! The crate is compiled to WebAssembly and wrapped by the npm package `houcaller-coupons`; what JavaScript sees of it stands
//! in this file, and its documentation with the TypeScript interface. Data flows one way:
//! query → [`envelope`] (with [`cipher`]) → transport → decode → coupons.
//!
//! # What it is not
//!
//! DES is the vendor's encoding, not protection: whoever holds the key reads every member's coupons. The key belongs on a server.

mod address;
mod call_options;
mod cipher_settings;
mod client;
mod config;
mod coupon_facts;
mod decode;
mod direct_use;
mod field;
mod given;
mod hooks;
mod identification;
mod plaintext;
mod query;
mod transport;
mod watch;

pub mod cipher;
pub mod coupon_code;
pub mod envelope;
pub mod error;
pub mod retry;
pub mod usability;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// Encrypts one `param` with a key schedule of its own.
///
/// # Errors
/// `config` for the cipher, `input` for the param.
#[wasm_bindgen(js_name = encryptParam)]
pub fn encrypt_param(param: &JsValue, cipher: &JsValue) -> Result<String, JsValue> {
    Ok(cipher_settings::cipher(cipher)?.encrypt(&plaintext::of(param)?))
}

/// Decrypts one `param`.
///
/// # Errors
/// `config` for the cipher, `input` for the param.
#[wasm_bindgen(js_name = decryptParam)]
pub fn decrypt_param(param: &JsValue, cipher: &JsValue) -> Result<String, JsValue> {
    Ok(cipher_settings::cipher(cipher)?.decrypt(&plaintext::encrypted(param)?)?)
}

/// The settings under which the key reproduces every example, most likely first; the published examples where none are given.
///
/// # Errors
/// `input` for the key or the examples.
#[wasm_bindgen(js_name = identifyCipher)]
pub fn identify_cipher(key: &JsValue, examples: &JsValue) -> Result<JsValue, JsValue> {
    Ok(identification::settings(key, examples)?)
}

/// Builds the body of a request without sending it.
///
/// # Errors
/// `config` for the configuration, `input` for the param.
#[wasm_bindgen(js_name = buildEnvelope)]
pub fn build_envelope(param: &JsValue, config: &JsValue) -> Result<JsValue, JsValue> {
    Client::new(config)?.build_envelope(param)
}

/// Whether a coupon can be used at a moment, why not, and when that changes.
///
/// # Errors
/// `input`, naming what cannot be read.
#[wasm_bindgen]
pub fn usability(coupon: &JsValue, at: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    coupon_facts::usability(coupon, at, options)
}

/// Whether a value is a coupon code: a string that is an EAN-13.
#[wasm_bindgen(js_name = isCouponCode)]
pub fn is_coupon_code(code: &JsValue) -> bool {
    coupon_facts::is_coupon_code(code)
}

/// A client: configured once, its key schedule computed once.
#[wasm_bindgen]
pub struct Client(client::Client);

#[wasm_bindgen]
impl Client {
    /// Reads and checks the configuration.
    ///
    /// # Errors
    /// `config`, naming the field.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<Client, JsValue> {
        Ok(Self(client::Client::new(config::read(config)?)))
    }

    /// Encrypts one `param` with the client's key schedule.
    ///
    /// # Errors
    /// `input` for the param.
    #[wasm_bindgen(js_name = encryptParam)]
    pub fn encrypt_param(&self, param: &JsValue) -> Result<String, JsValue> {
        Ok(self.0.encrypt(&plaintext::of(param)?))
    }

    /// Decrypts one `param` with the client's key schedule.
    ///
    /// # Errors
    /// `input` for the param.
    #[wasm_bindgen(js_name = decryptParam)]
    pub fn decrypt_param(&self, param: &JsValue) -> Result<String, JsValue> {
        Ok(self.0.decrypt(&plaintext::encrypted(param)?)?)
    }

    /// Builds the body of a request without sending it.
    ///
    /// # Errors
    /// `input` for the param.
    #[wasm_bindgen(js_name = buildEnvelope)]
    pub fn build_envelope(&self, param: &JsValue) -> Result<JsValue, JsValue> {
        Ok(self.0.envelope(&plaintext::of_object(param)?)?.into_js()?)
    }

    /// Asks for the coupons of one member. The promise rejects, this never throws.
    /// Before each attempt after the first, `gate` is called and what it returns is awaited.
    #[wasm_bindgen(js_name = listCoupons)]
    pub fn list_coupons(&self, query: JsValue, options: JsValue, gate: Option<Function>) -> Promise {
        let client = self.0.clone();
        future_to_promise(async move { Ok(client.list_coupons(&query, &options, gate).await?) })
    }

    /// Looks at what a call may carry, without making one.
    ///
    /// # Errors
    /// `input`, naming the field.
    #[wasm_bindgen(js_name = checkOptions)]
    pub fn check_options(&self, options: &JsValue) -> Result<(), JsValue> {
        Ok(self.0.check_options(options)?)
    }

    /// Asks any endpoint of the family. The promise resolves to the answer's `data` and rejects; this never throws.
    pub fn call(&self, endpoint: JsValue, param: JsValue, options: JsValue) -> Promise {
        let client = self.0.clone();
        future_to_promise(async move { Ok(client.call(&endpoint, &param, &options).await?) })
    }
}
