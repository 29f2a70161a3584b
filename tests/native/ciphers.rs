//! Opens the ciphers of rows.

use crate::rows::scheme;
use houcaller_coupons::cipher::Cipher;
use houcaller_coupons::error::Error;
use serde_json::Value;

/// The cipher of a row, or why there is none.
pub fn cipher(row: &Value) -> Result<Cipher, Error> {
    open(&row["cipher"])
}

/// The cipher of settings as JavaScript writes them; what is absent is the default.
pub fn open(fields: &Value) -> Result<Cipher, Error> {
    Cipher::new(fields["key"].as_str().unwrap(), &scheme(fields)?)
}
