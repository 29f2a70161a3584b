//! From the key as it is written to the key of the block cipher.

use super::scheme::{Algorithm, Derivation, Encoding};
use super::sha1prng;
use crate::error::{Error, Kind};
use base64ct::{Base64, Base64Unpadded, Encoding as _};
use md5::{Digest, Md5};
use zeroize::Zeroizing;

const KEY: &str = "cipher.key";

/// Bytes that are wiped when they are dropped.
pub type Secret = Zeroizing<Vec<u8>>;

/// The bytes that the key is written for.
pub fn decode(key: &str, encoding: Encoding) -> Result<Secret, Error> {
    let unexpected = |expected| Error::unexpected(Kind::Config, KEY, expected, "another string");
    let bytes = match encoding {
        Encoding::Utf8 => key.as_bytes().to_vec(),
        Encoding::Hex => hex::decode(key)
            .map_err(|_| unexpected("hex, two digits a byte, with cipher.keyEncoding 'hex'"))?,
        // Java takes base64 without its padding too.
        Encoding::Base64 => Base64::decode_vec(key)
            .or_else(|_| Base64Unpadded::decode_vec(key))
            .map_err(|_| unexpected("base64 with cipher.keyEncoding 'base64'"))?,
    };
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
        Derivation::Md5 => Ok(resized(hex::encode_upper(Md5::digest(bytes)).into_bytes(), size)),
    }
}

fn first(bytes: &[u8], algorithm: Algorithm) -> Result<Secret, Error> {
    let unexpected = |expected| {
        let found =
            [bytes.len().to_string().as_str(), if bytes.len() == 1 { " byte" } else { " bytes" }].concat();
        Error::unexpected(Kind::Config, KEY, expected, &found)
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
