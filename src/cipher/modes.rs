//! The block modes: ECB, and CBC with an IV.

use super::key_schedule::KeySchedule;
use zeroize::Zeroizing;

/// What the cipher encrypts at a time.
pub type Block = [u8; 8];

/// In CBC a block is encrypted together with the one before it, the first with the IV; in ECB, which has none, by itself.
pub fn encrypt(schedule: &KeySchedule, iv: Option<&Block>, blocks: &mut [Block]) {
    let mut before = copied(iv);
    for block in blocks {
        if let Some(before) = &before {
            add(block, before);
        }
        schedule.encrypt(block);
        follow(&mut before, block);
    }
}

pub fn decrypt(schedule: &KeySchedule, iv: Option<&Block>, blocks: &mut [Block]) {
    let mut before = copied(iv);
    for block in blocks {
        let encrypted = *block;
        schedule.decrypt(block);
        if let Some(before) = &before {
            add(block, before);
        }
        follow(&mut before, &encrypted);
    }
}

/// The IV may be the key: the copy is wiped as well.
fn copied(iv: Option<&Block>) -> Option<Zeroizing<Block>> {
    iv.map(|iv| Zeroizing::new(*iv))
}

fn follow(before: &mut Option<Zeroizing<Block>>, block: &Block) {
    if let Some(before) = before {
        **before = *block;
    }
}

/// Addition without carry.
pub fn add(block: &mut Block, other: &Block) {
    *block = (u64::from_ne_bytes(*block) ^ u64::from_ne_bytes(*other)).to_ne_bytes();
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
            let schedule = KeySchedule::new(&key);
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
