//! Finds out which scheme a server uses: encrypts known plaintexts with the key under every scheme and compares the results.

use super::copied::Copied;
use super::key::Secret;
use super::key_schedule::KeySchedule;
use super::modes::Block;
use super::scheme::{Algorithm, Chaining, Derivation, Encoding, Iv, Output, Padding, Scheme, Setting};
use super::{key, modes, padding};
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use zeroize::Zeroizing;

/// A known plaintext and the `param` that the server's scheme encrypts it to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example<'a> {
    /// The text before encryption.
    pub plaintext: &'a [u8],
    /// The encrypted text, in hex or base64, as people copy it.
    pub param: &'a [u8],
}

/// The request examples that the API's public documentation prints for the channel `hkl-test`. Their key is not published.
pub static PUBLISHED: [Example; 5] = [
    Example {
        plaintext: br#"{"memberId":"K1H93QDKI00B7"}"#,
        param: b"218A7F0EF1F6DE7B416697BA70F26DECACF130C42A4F59D422D48A6AC290F4AE",
    },
    Example {
        plaintext: br#"{"memberId":"JBLE18FNU0008"}"#,
        param: b"218A7F0EF1F6DE7B15D8F478E819984BC9C4BE8BBB28E6A278F37B2C652E5222",
    },
    Example {
        plaintext: br#"{"queryYear":"2019","memberId":"I44E2MBRA0615"}"#,
        param: b"0110E3D484CBE01E6BFAD1DEE1188706B817FDC67900E6B11C08602CD4DB78442132339F84882C912E0B6029F161CBD4",
    },
    Example {
        plaintext: br#"{"orgCode":"0101","cardType":"958"}"#,
        param: b"BBBB8D33309A7783195344BE1DB87569FC84F5C5E28021A00C0470C7E2398209521F61A009456484",
    },
    Example { plaintext: b"{}", param: b"9A0C7B1B7F89A90C" },
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Ecb,
    CbcKeyIv,
    CbcFixedIv,
}

type Candidate = (Algorithm, Mode, Derivation);

/// The combinations found in public code of Java servers, most likely first. All others are tried after them.
const LIKELY: [Candidate; 8] = [
    (Algorithm::Des, Mode::Ecb, Derivation::First8),
    (Algorithm::Des, Mode::CbcKeyIv, Derivation::First8),
    (Algorithm::Des, Mode::Ecb, Derivation::Sha1Prng),
    (Algorithm::TripleDes, Mode::Ecb, Derivation::First8),
    (Algorithm::TripleDes, Mode::CbcFixedIv, Derivation::First8),
    (Algorithm::Des, Mode::CbcFixedIv, Derivation::First8),
    (Algorithm::Des, Mode::Ecb, Derivation::ZeroFill),
    (Algorithm::Des, Mode::CbcKeyIv, Derivation::Md5),
];

/// The most bytes of the key and the examples together. They are read under hundreds of schemes, which takes some tens of
/// milliseconds for this many.
pub const MAX_BYTES: usize = 16_384;

/// The error for more bytes.
pub fn too_large() -> Error {
    Error::unexpected(Kind::Input, &["examples"], "at most 16384 bytes together with the key", "more")
}

/// The schemes under which the key reproduces every example, most likely first. Only schemes are tried, never keys.
///
/// A fixed IV is computed from the first block under the right key, and confirmed by the other blocks.
///
/// # Errors
/// `input` if every example is empty, if one cannot be decoded, or if there are more than 16,384 bytes.
pub fn identify(key: &str, examples: &[Example]) -> Result<Vec<Scheme>, Error> {
    let bytes = examples
        .iter()
        .fold(key.len(), |sum, Example { plaintext, param }| sum + plaintext.len() + param.len());
    if bytes > MAX_BYTES {
        return Err(too_large());
    }
    let pairs = read(examples)?;
    let excluded_case = excluded_hex_case(examples);
    let mut found = Vec::new();
    for padding in values() {
        for encoding in values() {
            for (algorithm, mode, derivation) in candidates() {
                let Some(derived) = derive(key, encoding, derivation, algorithm) else { continue };
                let schedule = KeySchedule::new(&derived);
                for output in values() {
                    if excluded_case == Some(output) {
                        continue;
                    }
                    let own_iv;
                    let (iv, chaining) = match mode {
                        Mode::Ecb => (None, Chaining::Ecb),
                        Mode::CbcKeyIv => (derived.first_chunk(), Chaining::Cbc(Iv::Key)),
                        Mode::CbcFixedIv => {
                            let Some(iv) = recover_iv(&schedule, &pairs, padding, output) else { continue };
                            // This IV is the key, which Mode::CbcKeyIv has tried already.
                            if derived.starts_with(&*iv) {
                                continue;
                            }
                            own_iv = iv;
                            (Some(&*own_iv), Chaining::Cbc(Iv::Fixed(*own_iv)))
                        }
                    };
                    if reproduces(&schedule, iv, &pairs, padding, output) {
                        found.push(Scheme { encoding, derivation, algorithm, chaining, padding, output });
                    }
                }
            }
        }
    }
    Ok(found)
}

/// The hex case that the examples rule out, because all their letters are of the other case.
fn excluded_hex_case(examples: &[Example]) -> Option<Output> {
    let (mut upper, mut lower) = (false, false);
    for example in examples {
        for letter in example.param {
            upper |= matches!(letter, b'A'..=b'F');
            lower |= matches!(letter, b'a'..=b'f');
        }
    }
    match (upper, lower) {
        (true, false) => Some(Output::LowerHex),
        (false, true) => Some(Output::UpperHex),
        _ => None,
    }
}

/// An example with its decoded param.
type Pair<'a> = (&'a Example<'a>, Copied);

fn read<'a>(examples: &'a [Example<'a>]) -> Result<Vec<Pair<'a>>, Error> {
    let mut pairs = Vec::with_capacity(examples.len());
    let mut empty = true;
    for example in examples {
        let Some(param) = Copied::read(example.param) else {
            let place = decimal(pairs.len() as u64);
            let field = ["examples[", &place, "].param"];
            let expected = "hex or base64 of whole 8-byte blocks";
            return Err(Error::unexpected(Kind::Input, &field, expected, "another string"));
        };
        empty &= param.is_empty();
        pairs.push((example, param));
    }
    if empty {
        return Err(Error::unexpected(Kind::Input, &["examples"], "at least one that is not empty", "none"));
    }
    Ok(pairs)
}

/// The cipher's key; `None` if this derivation gives none, or the same key as a more likely one.
fn derive(key: &str, encoding: Encoding, derivation: Derivation, algorithm: Algorithm) -> Option<Secret> {
    let bytes = key::decode(key, encoding).ok()?;
    let derived = key::derive(&bytes, derivation, algorithm).ok()?;
    // Without letters, lower-case and upper-case digits are the same key.
    let is_duplicate = derivation == Derivation::Md5Lower && !derived.iter().any(u8::is_ascii_lowercase);
    (!is_duplicate).then_some(derived)
}

fn candidates() -> Vec<Candidate> {
    let mut candidates = LIKELY.to_vec();
    for derivation in values() {
        for mode in [Mode::Ecb, Mode::CbcKeyIv, Mode::CbcFixedIv] {
            for algorithm in values() {
                let candidate = (algorithm, mode, derivation);
                if !LIKELY.contains(&candidate) {
                    candidates.push(candidate);
                }
            }
        }
    }
    candidates
}

fn values<S: Setting>() -> impl Iterator<Item = S> {
    S::VALUES.iter().copied()
}

fn padded(example: &Example, padding: Padding) -> Vec<u8> {
    let mut bytes = example.plaintext.to_vec();
    padding::pad(&mut bytes, padding);
    bytes
}

fn reproduces(
    schedule: &KeySchedule,
    iv: Option<&Block>,
    pairs: &[Pair],
    padding: Padding,
    output: Output,
) -> bool {
    pairs.iter().all(|(example, param)| {
        let mut bytes = padded(example, padding);
        let Some(expected) = param.of_length(bytes.len(), output) else { return false };
        let (blocks, _) = bytes.as_chunks_mut();
        // Encrypts the first block alone first, because it differs already under nearly every wrong scheme.
        if let Some(first) = blocks.first() {
            let mut first = [*first];
            modes::encrypt(schedule, iv, &mut first);
            if !expected.starts_with(first.as_flattened()) {
                return false;
            }
        }
        modes::encrypt(schedule, iv, blocks);
        *expected == bytes
    })
}

/// The IV under which the first block of an example matches. `None` without other blocks to confirm it, because some IV
/// matches any first block. Wiped on drop, because the IV may be a part of the key.
fn recover_iv(
    schedule: &KeySchedule,
    pairs: &[Pair],
    padding: Padding,
    output: Output,
) -> Option<Zeroizing<Block>> {
    let has_block = |(example, _): &&Pair| !padded(example, padding).is_empty();
    let (first, param) = pairs.iter().find(has_block)?;
    let plain = padded(first, padding);
    let is_confirmable = plain.len() > size_of::<Block>()
        || pairs.iter().filter(has_block).any(|(other, _)| padded(other, padding) != plain);
    let mut iv = Zeroizing::new(*param.of_length(plain.len(), output)?.first_chunk()?);
    schedule.decrypt(&mut iv);
    modes::xor(&mut iv, plain.first_chunk()?);
    is_confirmable.then_some(iv)
}
