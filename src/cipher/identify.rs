//! Finds out which scheme a server uses: whoever holds the key encrypts known plaintexts under each and compares.

use super::Cipher;
use super::key_schedule::KeySchedule;
use super::scheme::{Algorithm, Chaining, Derivation, Iv, Scheme, Setting};
use super::{key, modes, output, padding};
use crate::error::{Error, Kind};
use zeroize::Zeroizing;

/// A plaintext and what the server's scheme makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example<'a> {
    /// Before.
    pub plaintext: &'a [u8],
    /// After, in ASCII.
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
/// For examples that leave nothing to compare.
pub fn identify(key: &str, examples: &[Example]) -> Result<Vec<Scheme>, Error> {
    if examples.iter().all(|example| example.param.is_empty()) {
        return Err(Error::unexpected(Kind::Input, &["examples"], "at least one that is not empty", "none"));
    }
    let mut found = Vec::new();
    for padding in values() {
        for encoding in values() {
            for (algorithm, mode, derivation) in habits() {
                for output in values() {
                    let plain =
                        Scheme { encoding, derivation, algorithm, chaining: Chaining::Ecb, padding, output };
                    let chaining = match mode {
                        Mode::Ecb => Some(Chaining::Ecb),
                        Mode::CbcKeyIv => Some(Chaining::Cbc(Iv::Key)),
                        Mode::CbcFixedIv => {
                            recover_iv(key, &plain, examples).map(|iv| Chaining::Cbc(Iv::Fixed(iv)))
                        }
                    };
                    let Some(chaining) = chaining else { continue };
                    let scheme = Scheme { chaining, ..plain };
                    if reproduces(key, &scheme, examples) {
                        found.push(scheme);
                    }
                }
            }
        }
    }
    Ok(found)
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

fn reproduces(key: &str, scheme: &Scheme, examples: &[Example]) -> bool {
    Cipher::new(key, scheme).is_ok_and(|cipher| {
        examples.iter().all(|example| cipher.encrypt(example.plaintext.to_vec()).as_bytes() == example.param)
    })
}

/// The IV under which the first block of an example comes out right, if other blocks are there to tell whether that is chance.
fn recover_iv(key: &str, scheme: &Scheme, examples: &[Example]) -> Option<[u8; 8]> {
    let padded = |example: &Example| {
        let mut bytes = example.plaintext.to_vec();
        padding::pad(&mut bytes, scheme.padding);
        bytes
    };
    let (first, plain) =
        examples.iter().map(|example| (example, padded(example))).find(|(_, bytes)| !bytes.is_empty())?;
    let another = plain.len() > size_of::<modes::Block>()
        || examples.iter().any(|example| example.plaintext != first.plaintext);
    // Together with the plaintext it gives the IV away, which may be the key.
    let mut decrypted = Zeroizing::new(output::decode(first.param, scheme.output).ok()?);
    let bytes = key::decode(key, scheme.encoding).ok()?;
    let derived = key::derive(&bytes, scheme.derivation, scheme.algorithm).ok()?;
    modes::decrypt(&KeySchedule::new(&derived), None, modes::blocks(&mut decrypted)?);
    let mut iv: modes::Block = *plain.first_chunk()?;
    modes::add(&mut iv, decrypted.first_chunk()?);
    // That one has a name, and was found under it.
    let is_key = derived.starts_with(&iv);
    (another && !is_key).then_some(iv)
}
