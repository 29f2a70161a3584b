//! Texts as blocks of 8 bytes: the two paddings and the two block modes.

use super::des::Schedule;
use super::scheme::Padding;
use alloc::vec::Vec;
use zeroize::Zeroizing;

pub const BYTES: usize = 8;
pub type Block = [u8; BYTES];

/// In CBC a block is encrypted together with the one before it, the first with the IV; in ECB, which has none, by itself.
pub fn encrypt(schedule: &Schedule, iv: Option<&Block>, blocks: &mut [Block]) {
    let mut before = beginning(iv);
    for block in blocks {
        *block = schedule.apply(together(block, before.as_deref()));
        follow(&mut before, block);
    }
}

pub fn decrypt(schedule: &Schedule, iv: Option<&Block>, blocks: &mut [Block]) {
    let schedule = schedule.reversed();
    let mut before = beginning(iv);
    for block in blocks {
        let encrypted = *block;
        *block = together(&schedule.apply(encrypted), before.as_deref());
        follow(&mut before, &encrypted);
    }
}

/// The IV may be the key: a copy is wiped as well.
fn beginning(iv: Option<&Block>) -> Option<Zeroizing<Block>> {
    iv.map(|iv| Zeroizing::new(*iv))
}

fn follow(before: &mut Option<Zeroizing<Block>>, block: &Block) {
    if let Some(before) = before {
        **before = *block;
    }
}

fn together(block: &Block, before: Option<&Block>) -> Block {
    (u64::from_ne_bytes(*block) ^ before.map_or(0, |before| u64::from_ne_bytes(*before))).to_ne_bytes()
}

/// Fills the plaintext up to whole blocks. PKCS#5 fills with the number of bytes that it fills, and always at least one.
pub fn pad(plaintext: &mut Vec<u8>, padding: Padding) {
    let fill = BYTES - plaintext.len() % BYTES;
    let whole = plaintext.len() + fill;
    match padding {
        Padding::Pkcs5 => plaintext.resize(whole, fill as u8),
        Padding::Zero if fill < BYTES => plaintext.resize(whole, 0),
        Padding::Zero => {}
    }
}

/// What was padded, or nothing when the padding does not hold. Zeros do not tell whether they are padding.
pub fn unpad(bytes: &[u8], padding: Padding) -> Option<&[u8]> {
    let length = match padding {
        Padding::Zero => bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1),
        Padding::Pkcs5 => bytes.len() - usize::from(*bytes.last()?).clamp(1, BYTES),
    };
    let (text, fill) = bytes.split_at_checked(length)?;
    let holds = padding == Padding::Zero || fill.iter().all(|byte| usize::from(*byte) == fill.len());
    holds.then_some(text)
}

/// The bytes as blocks, or nothing when a part of one is left over.
pub fn blocks(bytes: &mut [u8]) -> Option<&mut [Block]> {
    match bytes.as_chunks_mut() {
        (blocks, []) => Some(blocks),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAVP: &str = include_str!("../../tests/vectors/cavp.jsonl");

    // In bytes: most of NIST's plaintexts are no text, which is all that `Cipher::decrypt` hands out.
    #[test]
    fn nist_decides_in_both_directions() {
        let bytes = |value: &serde_json::Value| hex::decode(value.as_str().unwrap()).unwrap();
        let mut vectors = 0;
        for line in CAVP.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let key: Vec<u8> = row["keys"].as_array().unwrap().iter().flat_map(bytes).collect();
            let iv: Option<Block> = row.get("iv").map(|iv| bytes(iv).try_into().unwrap());
            assert_eq!(iv.is_some(), row["mode"] == "CBC");
            let schedule = Schedule::new(key.as_chunks().0);
            let (plaintext, ciphertext) = (bytes(&row["plaintext"]), bytes(&row["ciphertext"]));

            let mut text = plaintext.clone();
            encrypt(&schedule, iv.as_ref(), blocks(&mut text).unwrap());
            assert_eq!(text, ciphertext, "{row}");
            decrypt(&schedule, iv.as_ref(), blocks(&mut text).unwrap());
            assert_eq!(text, plaintext, "{row}");
            vectors += 1;
        }
        assert_eq!(vectors, 1_060);
    }
}
