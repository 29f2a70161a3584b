//! Java's `KeyGenerator` for DES and 3DES with a `SecureRandom.getInstance("SHA1PRNG")` that is seeded with the key.
//!
//! It does what the JDK's `sun.security.provider.SecureRandom` and `com.sun.crypto.provider.DESKeyGenerator` do; their
//! output is in tests/support/vectors/java-draws.jsonl.

use super::hash::sha1;
use super::key::Secret;
use super::scheme::Algorithm;
use zeroize::{Zeroize, Zeroizing};

/// The pseudo-random bytes that a seed gives.
struct Sha1Prng {
    state: [u8; 20],
    output: [u8; 20],
    used: usize,
}

impl Sha1Prng {
    fn seeded(seed: &[u8]) -> Self {
        let mut stream = Self { state: [0; 20], output: [0; 20], used: 20 };
        sha1(seed, &mut stream.state);
        stream
    }

    fn advance(&mut self) {
        sha1(&self.state, &mut self.output);
        self.used = 0;
        // The JDK adds signed bytes and a signed carry, which is not the addition of two 160-bit numbers.
        let mut carry = 1;
        let mut changed = false;
        for (state, output) in self.state.iter_mut().zip(self.output) {
            let sum = i32::from(state.cast_signed()) + i32::from(output.cast_signed()) + carry;
            let [low, ..] = sum.to_le_bytes();
            changed |= *state != low;
            *state = low;
            carry = sum >> 8;
        }
        if let [first, ..] = &mut self.state
            && !changed
        {
            *first = first.wrapping_add(1);
        }
    }
}

impl Iterator for Sha1Prng {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if self.used == self.output.len() {
            self.advance();
        }
        let byte = self.output.get(self.used).copied();
        self.used += 1;
        byte
    }
}

impl Drop for Sha1Prng {
    fn drop(&mut self) {
        self.state.zeroize();
        self.output.zeroize();
    }
}

/// The key that `KeyGenerator.generateKey()` returns for the seed.
pub fn generate_key(seed: &[u8], algorithm: Algorithm) -> Secret {
    draw(&mut Sha1Prng::seeded(seed), algorithm)
}

/// Draws a key from a stream. As in the JDK, DES draws again while the key is weak, and 3DES does not check.
fn draw(stream: &mut impl Iterator<Item = u8>, algorithm: Algorithm) -> Secret {
    let mut des_key = || -> [u8; 8] { core::array::from_fn(|_| stream.next().map_or(0, odd_parity)) };
    match algorithm {
        Algorithm::Des => {
            let mut key = des_key();
            while is_weak(&key) {
                key = des_key();
            }
            Zeroizing::new(key.to_vec())
        }
        Algorithm::TripleDes => Zeroizing::new([des_key(), des_key(), des_key()].concat()),
    }
}

/// The byte with odd parity, which its lowest bit sets.
fn odd_parity(byte: u8) -> u8 {
    let upper = byte & 0xFE;
    upper | u8::from(upper.count_ones().is_multiple_of(2))
}

/// The 4 weak and 12 semi-weak keys that `DESKeySpec.isWeak` lists.
const WEAK: [[u8; 8]; 16] = [
    [0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01],
    [0xFE, 0xFE, 0xFE, 0xFE, 0xFE, 0xFE, 0xFE, 0xFE],
    [0x1F, 0x1F, 0x1F, 0x1F, 0x0E, 0x0E, 0x0E, 0x0E],
    [0xE0, 0xE0, 0xE0, 0xE0, 0xF1, 0xF1, 0xF1, 0xF1],
    [0x01, 0xFE, 0x01, 0xFE, 0x01, 0xFE, 0x01, 0xFE],
    [0xFE, 0x01, 0xFE, 0x01, 0xFE, 0x01, 0xFE, 0x01],
    [0x1F, 0xE0, 0x1F, 0xE0, 0x0E, 0xF1, 0x0E, 0xF1],
    [0xE0, 0x1F, 0xE0, 0x1F, 0xF1, 0x0E, 0xF1, 0x0E],
    [0x01, 0xE0, 0x01, 0xE0, 0x01, 0xF1, 0x01, 0xF1],
    [0xE0, 0x01, 0xE0, 0x01, 0xF1, 0x01, 0xF1, 0x01],
    [0x1F, 0xFE, 0x1F, 0xFE, 0x0E, 0xFE, 0x0E, 0xFE],
    [0xFE, 0x1F, 0xFE, 0x1F, 0xFE, 0x0E, 0xFE, 0x0E],
    [0x01, 0x1F, 0x01, 0x1F, 0x01, 0x0E, 0x01, 0x0E],
    [0x1F, 0x01, 0x1F, 0x01, 0x0E, 0x01, 0x0E, 0x01],
    [0xE0, 0xFE, 0xE0, 0xFE, 0xF1, 0xFE, 0xF1, 0xFE],
    [0xFE, 0xE0, 0xFE, 0xE0, 0xFE, 0xF1, 0xFE, 0xF1],
];

fn is_weak(key: &[u8; 8]) -> bool {
    WEAK.contains(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: &str = include_str!("../../tests/support/vectors/java-draws.jsonl");

    fn bytes(row: &serde_json::Value, field: &str) -> Option<Vec<u8>> {
        row[field].as_str().map(|digits| hex::decode(digits).unwrap())
    }

    #[test]
    fn draws_what_java_draws() {
        let (mut streams, mut keys) = (0, 0);
        for line in DRAWS.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let stream = bytes(&row, "stream").unwrap();
            if let Some(seed) = bytes(&row, "seed") {
                assert_eq!(Sha1Prng::seeded(&seed).take(stream.len()).collect::<Vec<_>>(), stream, "{row}");
                streams += 1;
            }
            if let Some(key) = bytes(&row, "key") {
                let algorithm = if row["algorithm"] == "DES" { Algorithm::Des } else { Algorithm::TripleDes };
                let mut rest = stream.iter().copied();
                assert_eq!(*draw(&mut rest, algorithm), key, "{row}");
                assert_eq!((stream.len() - rest.len()) as u64, row["taken"], "{row}");
                keys += 1;
            }
        }
        assert!(streams > 50 && keys > 50, "{streams} streams, {keys} keys");
    }
}
