//! Finds out which scheme a server uses: whoever holds the key encrypts known plaintexts under each and compares.

use super::copied::Copied;
use super::key::Secret;
use super::key_schedule::KeySchedule;
use super::modes::Block;
use super::scheme::{Algorithm, Chaining, Derivation, Iv, Output, Padding, Scheme, Setting};
use super::{key, modes, padding};
use crate::decimal::decimal;
use crate::error::{Error, Kind};
use core::ops::RangeInclusive;
use zeroize::Zeroizing;

/// A plaintext and what the server's scheme makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example<'a> {
    /// Before.
    pub plaintext: &'a [u8],
    /// After, in hex or base64 as people copy it.
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

type Habit = (Algorithm, Mode, Derivation);

/// What is seen in the public code of Java servers, most likely first. Everything else comes behind.
const LIKELY: [Habit; 8] = [
    (Algorithm::Des, Mode::Ecb, Derivation::First8),
    (Algorithm::Des, Mode::CbcKeyIv, Derivation::First8),
    (Algorithm::Des, Mode::Ecb, Derivation::Sha1Prng),
    (Algorithm::TripleDes, Mode::Ecb, Derivation::First8),
    (Algorithm::TripleDes, Mode::CbcFixedIv, Derivation::First8),
    (Algorithm::Des, Mode::CbcFixedIv, Derivation::First8),
    (Algorithm::Des, Mode::Ecb, Derivation::ZeroFill),
    (Algorithm::Des, Mode::CbcKeyIv, Derivation::Md5),
];

/// The schemes under which the key reproduces every example, most likely first. Only schemes are tried, never keys.
///
/// A fixed IV need not be guessed: under the right key the first block gives it away, and the other blocks confirm it.
///
/// # Errors
/// For examples that leave nothing to compare, or cannot be read.
pub fn identify(key: &str, examples: &[Example]) -> Result<Vec<Scheme>, Error> {
    let params = read_params(examples)?;
    let outputs = possible_outputs(examples);
    let mut found = Vec::new();
    for padding in values() {
        let comparable: Vec<(Output, Vec<Pair>)> = outputs
            .iter()
            .filter_map(|output| Some((*output, pairs(examples, &params, padding, *output)?)))
            .collect();
        for encoding in values() {
            let Ok(bytes) = key::decode(key, encoding) else { continue };
            for (algorithm, mode, derivation) in habits() {
                let Some(derived) = derive(&bytes, derivation, algorithm) else { continue };
                let schedule = KeySchedule::new(&derived);
                for (output, pairs) in &comparable {
                    let own_iv;
                    let (iv, chaining) = match mode {
                        Mode::Ecb => (None, Chaining::Ecb),
                        Mode::CbcKeyIv => (derived.first_chunk(), Chaining::Cbc(Iv::Key)),
                        Mode::CbcFixedIv => {
                            own_iv = recover_iv(&schedule, pairs);
                            match &own_iv {
                                // That one has a name, and was found under it.
                                Some(iv) if !derived.starts_with(&**iv) => {
                                    (Some(&**iv), Chaining::Cbc(Iv::Fixed(**iv)))
                                }
                                _ => continue,
                            }
                        }
                    };
                    if reproduces(&schedule, iv, pairs) {
                        found.push(Scheme {
                            encoding,
                            derivation,
                            algorithm,
                            chaining,
                            padding,
                            output: *output,
                        });
                    }
                }
            }
        }
    }
    Ok(found)
}

fn read_params(examples: &[Example]) -> Result<Vec<Copied>, Error> {
    let mut params = Vec::with_capacity(examples.len());
    for example in examples {
        params.push(Copied::read(example.param).ok_or_else(|| {
            let place = decimal(params.len() as u64);
            let field = ["examples[", &place, "].param"];
            Error::unexpected(Kind::Input, &field, "hex or base64 of whole 8-byte blocks", "another string")
        })?);
    }
    if params.iter().all(Copied::is_empty) {
        return Err(Error::unexpected(Kind::Input, &["examples"], "at least one that is not empty", "none"));
    }
    Ok(params)
}

/// The letters tell one case of hex from the other, where they are all of one.
fn possible_outputs(examples: &[Example]) -> Vec<Output> {
    let any_of = |letters: RangeInclusive<u8>| {
        examples.iter().any(|example| example.param.iter().any(|letter| letters.contains(letter)))
    };
    let (upper, lower) = (any_of(b'A'..=b'F'), any_of(b'a'..=b'f'));
    values()
        .filter(|output| match output {
            Output::UpperHex => upper || !lower,
            Output::LowerHex => lower || !upper,
            Output::Base64 => true,
        })
        .collect()
}

/// A padded plaintext, and the bytes that it was encrypted to.
type Pair<'a> = (Vec<u8>, &'a [u8]);

/// Nothing where a param is not in this form, or not as long as its plaintext.
fn pairs<'a>(
    examples: &[Example],
    params: &'a [Copied],
    padding: Padding,
    output: Output,
) -> Option<Vec<Pair<'a>>> {
    examples
        .iter()
        .zip(params)
        .map(|(example, param)| {
            let mut plain = example.plaintext.to_vec();
            padding::pad(&mut plain, padding);
            param.of_length(plain.len(), output).map(|encrypted| (plain, encrypted))
        })
        .collect()
}

/// The cipher's key, or nothing where there is none, or where a more likely derivation gives the same.
fn derive(bytes: &[u8], derivation: Derivation, algorithm: Algorithm) -> Option<Secret> {
    let derived = key::derive(bytes, derivation, algorithm).ok()?;
    // The digits that are used hold no letter.
    let is_known = derivation == Derivation::Md5Lower
        && key::derive(bytes, Derivation::Md5, algorithm).is_ok_and(|upper| upper == derived);
    (!is_known).then_some(derived)
}

fn habits() -> Vec<Habit> {
    let mut habits = LIKELY.to_vec();
    for derivation in values() {
        for mode in [Mode::Ecb, Mode::CbcKeyIv, Mode::CbcFixedIv] {
            for algorithm in values() {
                let habit = (algorithm, mode, derivation);
                if !LIKELY.contains(&habit) {
                    habits.push(habit);
                }
            }
        }
    }
    habits
}

fn values<S: Setting>() -> impl Iterator<Item = S> {
    S::VALUES.iter().copied()
}

fn reproduces(schedule: &KeySchedule, iv: Option<&Block>, pairs: &[Pair]) -> bool {
    pairs.iter().all(|(plain, encrypted)| {
        let mut bytes = plain.clone();
        modes::encrypt(schedule, iv, bytes.as_chunks_mut().0);
        bytes == *encrypted
    })
}

/// The IV under which the first block of an example comes out right, if other blocks are there to tell whether that is chance. It may be the key.
fn recover_iv(schedule: &KeySchedule, pairs: &[Pair]) -> Option<Zeroizing<Block>> {
    let mut filled = pairs.iter().filter(|(plain, _)| !plain.is_empty());
    let (plain, encrypted) = filled.next()?;
    let another = plain.len() > size_of::<Block>() || filled.any(|(other, _)| other != plain);
    let mut iv = Zeroizing::new(*encrypted.first_chunk()?);
    schedule.decrypt(&mut iv);
    modes::add(&mut iv, plain.first_chunk()?);
    another.then_some(iv)
}
