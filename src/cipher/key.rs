//! Decodes the key that callers write and derives the key of the block cipher from it.

use super::scheme::{Algorithm, Derivation, Encoding};
use super::{hash, sha1prng, text};
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use core::iter;
use md5::Md5;
use zeroize::Zeroizing;

const KEY: &str = "cipher.key";

/// Bytes that are wiped when they are dropped.
pub type Secret = Zeroizing<Vec<u8>>;

/// Decodes the text of a key to bytes.
pub fn decode(key: &str, encoding: Encoding) -> Result<Secret, Error> {
    let (bytes, expected) = match encoding {
        Encoding::Utf8 => (Some(key.as_bytes().to_vec()), ""),
        Encoding::Hex => {
            (text::from_hex(key.as_bytes()), "hex, two digits a byte, with cipher.keyEncoding 'hex'")
        }
        // Java also accepts base64 without padding.
        Encoding::Base64 => (
            text::from_base64(key.as_bytes(), key.ends_with('=') || key.len().is_multiple_of(4)),
            "base64 with cipher.keyEncoding 'base64'",
        ),
        Encoding::Utf16Le => (Some(utf16(key)), ""),
    };
    let bytes = bytes.ok_or_else(|| Error::unexpected(Kind::Config, &[KEY], expected, "another string"))?;
    Ok(Zeroizing::new(bytes))
}

/// Allocates once, because a vector that grows may leave a copy of the key in freed memory.
fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() * 2);
    for unit in text.encode_utf16() {
        bytes.extend_from_slice(&unit.to_le_bytes());
    }
    bytes
}

/// The key of the block cipher: 8 bytes for DES, 24 for 3DES.
pub fn derive(bytes: &[u8], derivation: Derivation, algorithm: Algorithm) -> Result<Secret, Error> {
    let size = match algorithm {
        Algorithm::Des => 8,
        Algorithm::TripleDes => 24,
    };
    match derivation {
        Derivation::First8 => first(bytes, algorithm),
        Derivation::ZeroFill => Ok(resized(bytes, size)),
        Derivation::Sha1Prng => Ok(sha1prng::generate_key(bytes, algorithm)),
        Derivation::Sha1 => {
            let mut digest = Zeroizing::new([0; 20]);
            hash::sha1(bytes, &mut digest);
            Ok(resized(&*digest, size))
        }
        _ => derive_from_md5(bytes, derivation, algorithm),
    }
}

fn derive_from_md5(bytes: &[u8], derivation: Derivation, algorithm: Algorithm) -> Result<Secret, Error> {
    let mut digest = Zeroizing::new([0; 16]);
    hash::hash::<Md5>(bytes, (&mut *digest).into());
    let digits = match derivation {
        Derivation::Md5Bytes => return first(&*digest, algorithm),
        Derivation::Md5 => text::upper_hex(&*digest),
        _ => text::lower_hex(&*digest),
    };
    let digits = Zeroizing::new(digits.into_bytes());
    match (derivation, algorithm) {
        (Derivation::Md5Lower16, Algorithm::Des) => Err(Error::unexpected(
            Kind::Config,
            &["cipher.algorithm"],
            "'3DES' with cipher.keyDerivation 'md5Lower16'",
            "'DES'",
        )),
        (Derivation::Md5Lower16, _) => first(digits.get(..16).unwrap_or_default(), algorithm),
        _ => first(&digits, algorithm),
    }
}

/// The first bytes, as many as the algorithm takes. For 3DES, 16 bytes mean K1, K2, K1.
fn first(bytes: &[u8], algorithm: Algorithm) -> Result<Secret, Error> {
    let (parts, expected): (Option<[&[u8]; 2]>, _) = match algorithm {
        Algorithm::Des => (bytes.get(..8).map(|k1| [k1, &[]]), "at least 8 bytes"),
        Algorithm::TripleDes => (
            match bytes.len() {
                16 => bytes.get(..8).map(|k1| [bytes, k1]),
                _ => bytes.get(..24).map(|keys| [keys, &[]]),
            },
            "at least 24 bytes, or 16, with cipher.algorithm '3DES'",
        ),
    };
    match parts {
        Some(parts) => Ok(Zeroizing::new(parts.concat())),
        None => {
            let unit = if bytes.len() == 1 { " byte" } else { " bytes" };
            Err(Error::new(
                Kind::Config,
                &[KEY, ": expected ", expected, ", found ", &decimal(bytes.len() as u64), unit],
            ))
        }
    }
}

/// The bytes, padded with zeros or truncated to the size.
fn resized(bytes: &[u8], size: usize) -> Secret {
    Zeroizing::new(bytes.iter().copied().chain(iter::repeat(0)).take(size).collect())
}
