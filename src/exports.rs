//! The crate's JavaScript API. Every function only delegates. js/types/crate.ts describes the types, units and defaults.

use crate::client::{self, Call};
use crate::coupon::facts;
use crate::error::Error;
#[cfg(feature = "cipher")]
use crate::{cipher::settings, client::plaintext};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../js/types/crate.ts");

/// Encrypts one `param`: an object, a JSON string or bytes.
///
/// # Errors
/// `config` for the cipher, `input` for the param.
#[cfg(feature = "cipher")]
#[wasm_bindgen(js_name = encryptParam)]
pub fn encrypt_param(
    #[wasm_bindgen(unchecked_param_type = "object | string | Uint8Array")] param: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Cipher")] cipher: &JsValue,
) -> Result<String, JsValue> {
    let cipher = settings::read(cipher)?;
    Ok(cipher.encrypt(plaintext::of(param)?))
}

/// Decrypts one `param`.
///
/// # Errors
/// `config` for the cipher, `input` for the param.
#[cfg(feature = "cipher")]
#[wasm_bindgen(js_name = decryptParam)]
pub fn decrypt_param(
    #[wasm_bindgen(unchecked_param_type = "string")] param: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Cipher")] cipher: &JsValue,
) -> Result<String, JsValue> {
    let cipher = settings::read(cipher)?;
    Ok(cipher.decrypt_text(&plaintext::of_text(param)?)?)
}

/// The settings under which the key reproduces every example, most likely first. The default examples are the published ones.
///
/// # Errors
/// `input` for the key or the examples.
#[cfg(feature = "cipher")]
#[wasm_bindgen(js_name = identifyCipher, unchecked_return_type = "Cipher[]")]
pub fn identify_cipher(
    #[wasm_bindgen(unchecked_param_type = "string")] key: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Example[]")] examples: &JsValue,
) -> Result<JsValue, JsValue> {
    Ok(settings::identified(key, examples)?)
}

/// Builds the body of a request without sending it.
///
/// # Errors
/// `config` for the configuration, `input` for the param.
#[cfg(feature = "cipher")]
#[wasm_bindgen(js_name = buildEnvelope, unchecked_return_type = "Envelope")]
pub fn build_envelope(
    #[wasm_bindgen(unchecked_param_type = "object")] param: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "DirectConfig")] config: &JsValue,
) -> Result<JsValue, JsValue> {
    Ok(client::Client::new(config)?.build_envelope(param)?)
}

/// Queries the coupons of one member. It never throws: the promise rejects.
#[wasm_bindgen(js_name = listCoupons, unchecked_return_type = "Promise<Coupon[]>")]
pub fn list_coupons(
    #[wasm_bindgen(unchecked_param_type = "MemberQuery")] query: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Config")] config: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
) -> Promise {
    answer(client::Client::new(config).and_then(|client| client.list_coupons(query, options, None)))
}

/// Whether a coupon can be used at a moment, why not, and when that changes.
///
/// # Errors
/// `input`, naming the field that is invalid.
#[wasm_bindgen(unchecked_return_type = "Usability")]
pub fn usability(
    #[wasm_bindgen(unchecked_param_type = "Coupon")] coupon: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Date")] at: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "UsabilityOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    Ok(facts::usability(coupon, at, options)?)
}

/// Whether a value is a coupon code, which is a string that is a valid EAN-13.
#[wasm_bindgen(js_name = isCouponCode)]
pub fn is_coupon_code(#[wasm_bindgen(unchecked_param_type = "string")] code: &JsValue) -> bool {
    facts::is_coupon_code(code)
}

/// A client. Its configuration is read once and its key schedule computed once.
#[wasm_bindgen]
pub struct CouponClient(client::Client);

#[wasm_bindgen]
impl CouponClient {
    /// Reads the configuration. Sends nothing.
    ///
    /// # Errors
    /// `config`, naming the field.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Config")] config: &JsValue,
    ) -> Result<CouponClient, JsValue> {
        Ok(Self(client::Client::new(config)?))
    }

    /// Queries the coupons of one member. It never throws: the promise rejects.
    /// Before each retry, `gate` is called and its result is awaited.
    #[wasm_bindgen(js_name = listCoupons, unchecked_return_type = "Promise<Coupon[]>")]
    pub fn list_coupons(
        &self,
        #[wasm_bindgen(unchecked_param_type = "MemberQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "() => unknown")] gate: Option<Function>,
    ) -> Promise {
        answer(self.0.list_coupons(query, options, gate))
    }

    /// Calls any endpoint of the CRM. The promise resolves to the answer's `data`. It never throws: the promise rejects.
    #[wasm_bindgen(unchecked_return_type = "Promise<unknown>")]
    pub fn call(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] endpoint: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "object")] param: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        answer(self.0.call(endpoint, param, options))
    }

    /// Validates the options of a call without making one.
    ///
    /// # Errors
    /// `input`, naming the field.
    #[wasm_bindgen(js_name = checkOptions)]
    pub fn check_options(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Result<(), JsValue> {
        Ok(self.0.check_options(options)?)
    }
}

#[cfg(feature = "cipher")]
#[wasm_bindgen]
impl CouponClient {
    /// Encrypts one `param` with the client's key schedule.
    ///
    /// # Errors
    /// `input` for the param.
    #[wasm_bindgen(js_name = encryptParam)]
    pub fn encrypt_param(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object | string | Uint8Array")] param: &JsValue,
    ) -> Result<String, JsValue> {
        let cipher = self.0.cipher()?;
        Ok(cipher.encrypt(plaintext::of(param)?))
    }

    /// Decrypts one `param` with the client's key schedule.
    ///
    /// # Errors
    /// `input` for the param.
    #[wasm_bindgen(js_name = decryptParam)]
    pub fn decrypt_param(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] param: &JsValue,
    ) -> Result<String, JsValue> {
        let cipher = self.0.cipher()?;
        Ok(cipher.decrypt_text(&plaintext::of_text(param)?)?)
    }

    /// Builds the body of a request without sending it.
    ///
    /// # Errors
    /// `input` for the param.
    #[wasm_bindgen(js_name = buildEnvelope, unchecked_return_type = "Envelope")]
    pub fn build_envelope(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object")] param: &JsValue,
    ) -> Result<JsValue, JsValue> {
        Ok(self.0.build_envelope(param)?)
    }
}

/// Boxes the future, because it is copied several times before it runs.
fn answer(call: Result<Box<Call>, Error>) -> Promise {
    future_to_promise(Box::pin(async move { call?.answer().await }))
}
