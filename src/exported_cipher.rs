//! What JavaScript sees of the cipher.

use crate::cipher::{self, Example, PUBLISHED, Scheme};
use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// A cipher with its key schedule computed.
#[wasm_bindgen]
pub struct Cipher(cipher::Cipher);

#[wasm_bindgen]
impl Cipher {
    /// Derives the key and computes its schedule. The scheme is given as [`Scheme::code`] has it, the IV in hex, empty where there is none.
    ///
    /// # Errors
    /// For a key that the scheme has no use for.
    #[wasm_bindgen(constructor)]
    pub fn new(key: String, scheme: u32, iv: &str) -> Result<Cipher, JsValue> {
        let key = Zeroizing::new(key);
        Ok(Self(cipher::Cipher::new(&key, &Scheme::of_code(scheme, iv)?)?))
    }

    /// Encrypts a text, and writes the outcome as text.
    pub fn encrypt(&self, text: String) -> String {
        self.0.encrypt(text.into_bytes())
    }

    /// Encrypts bytes, and writes the outcome as text.
    #[wasm_bindgen(js_name = encryptBytes)]
    pub fn encrypt_bytes(&self, bytes: Vec<u8>) -> String {
        self.0.encrypt(bytes)
    }

    /// Decrypts a `param`.
    ///
    /// # Errors
    /// For a param that is malformed, or whose padding does not hold.
    pub fn decrypt(&self, param: &str) -> Result<Vec<u8>, JsValue> {
        Ok(self.0.decrypt(param.as_bytes())?)
    }
}

/// The schemes under which the key reproduces every example, most likely first, as [`cipher::scheme::codes`] writes them.
/// An example is a plaintext and what the server makes of it, each ended by a byte of 255, which UTF-8 never has; where none are given,
/// the published ones count.
///
/// # Errors
/// For examples that leave nothing to compare.
#[wasm_bindgen(js_name = identifyScheme)]
pub fn identify_scheme(key: String, examples: Option<Vec<u8>>) -> Result<Vec<u8>, JsValue> {
    let key = Zeroizing::new(key);
    let schemes = match &examples {
        None => cipher::identify(&key, &PUBLISHED),
        Some(texts) => {
            let mut texts = texts.split(|byte| *byte == u8::MAX);
            let mut examples = Vec::new();
            while let (Some(plaintext), Some(param)) = (texts.next(), texts.next()) {
                examples.push(Example { plaintext, param });
            }
            cipher::identify(&key, &examples)
        }
    }?;
    Ok(cipher::scheme::codes(&schemes))
}
