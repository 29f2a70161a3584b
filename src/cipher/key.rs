//! From the key as it is written to the key of the block cipher.

use super::scheme::{Algorithm, Derivation, Encoding};
use super::{sha1prng, text};
use crate::error::Error;
use alloc::vec::Vec;
use md5::{Digest, Md5};
use zeroize::Zeroizing;

const KEY: &str = "cipher.key";

/// Bytes that are wiped when they are dropped.
pub type Secret = Zeroizing<Vec<u8>>;

/// The bytes that the key is written for.
pub fn decode(key: &str, encoding: Encoding) -> Result<Secret, Error> {
    let (bytes, expected) = match encoding {
        Encoding::Utf8 => (Some(key.as_bytes().to_vec()), ""),
        Encoding::Hex => (text::from_hex(key), "hex, two digits a byte, with cipher.keyEncoding 'hex'"),
        // Java takes base64 without its padding too.
        Encoding::Base64 => (
            text::from_base64(key, key.ends_with('=') || key.len().is_multiple_of(4)),
            "base64 with cipher.keyEncoding 'base64'",
        ),
    };
    let bytes = bytes.ok_or_else(|| Error::unexpected(KEY, expected, "another string"))?;
    Ok(Zeroizing::new(bytes))
}

/// The key of the block cipher: 8 bytes for DES, 24 for 3DES.
pub fn derive(bytes: &[u8], derivation: Derivation, algorithm: Algorithm) -> Result<Secret, Error> {
    let size = match algorithm {
        Algorithm::Des => 8,
        Algorithm::TripleDes => 24,
    };
    match derivation {
        Derivation::First8 => first(bytes, algorithm),
        Derivation::ZeroFill => Ok(resized(bytes.to_vec(), size)),
        Derivation::Sha1Prng => Ok(sha1prng::generate_key(bytes, algorithm)),
        Derivation::Md5 => Ok(resized(text::upper_hex(&Md5::digest(bytes)).into_bytes(), size)),
    }
}

fn first(bytes: &[u8], algorithm: Algorithm) -> Result<Secret, Error> {
    let unexpected = |expected| {
        let mut digits = itoa::Buffer::new();
        let unit = if bytes.len() == 1 { " byte" } else { " bytes" };
        let found = [digits.format(bytes.len()), unit].concat();
        Error::unexpected(KEY, expected, &found)
    };
    let key = match algorithm {
        Algorithm::Des => bytes.get(..8).ok_or_else(|| unexpected("at least 8 bytes"))?.to_vec(),
        Algorithm::TripleDes => match bytes {
            [k1 @ .., _, _, _, _, _, _, _, _] if k1.len() == 8 => [bytes, k1].concat(),
            _ if bytes.len() == 24 => bytes.to_vec(),
            _ => return Err(unexpected("24 bytes, or 16, with cipher.algorithm '3DES'")),
        },
    };
    Ok(Zeroizing::new(key))
}

fn resized(mut bytes: Vec<u8>, size: usize) -> Secret {
    // Reserved first: growing in place may leave the key behind where it was.
    let mut key = Zeroizing::new(Vec::with_capacity(size));
    bytes.truncate(size);
    key.extend_from_slice(&bytes);
    key.resize(size, 0);
    zeroize::Zeroize::zeroize(&mut bytes);
    key
}
