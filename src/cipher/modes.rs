//! The block modes: ECB, and CBC with an IV.

use super::key_schedule::KeySchedule;
use zeroize::Zeroizing;

/// One block of DES.
pub type Block = [u8; 8];

/// Encrypts in CBC if there is an IV, else in ECB.
pub fn encrypt(schedule: &KeySchedule, iv: Option<&Block>, blocks: &mut [Block]) {
    let mut previous = wiped_copy(iv);
    for block in blocks {
        if let Some(previous) = &previous {
            xor(block, previous);
        }
        schedule.encrypt(block);
        chain(&mut previous, block);
    }
}

/// Decrypts in CBC if there is an IV, else in ECB.
pub fn decrypt(schedule: &KeySchedule, iv: Option<&Block>, blocks: &mut [Block]) {
    let mut previous = wiped_copy(iv);
    for block in blocks {
        let encrypted = *block;
        schedule.decrypt(block);
        if let Some(previous) = &previous {
            xor(block, previous);
        }
        chain(&mut previous, &encrypted);
    }
}

/// A copy that is wiped on drop, because the IV may be the key.
fn wiped_copy(iv: Option<&Block>) -> Option<Zeroizing<Block>> {
    iv.map(|iv| Zeroizing::new(*iv))
}

/// In CBC, makes a ciphertext block the one that the next block is combined with.
fn chain(previous: &mut Option<Zeroizing<Block>>, block: &Block) {
    if let Some(previous) = previous {
        **previous = *block;
    }
}

pub fn xor(block: &mut Block, other: &Block) {
    *block = (u64::from_ne_bytes(*block) ^ u64::from_ne_bytes(*other)).to_ne_bytes();
}

/// The bytes as blocks; `None` if the last one is incomplete.
pub fn blocks(bytes: &mut [u8]) -> Option<&mut [Block]> {
    match bytes.as_chunks_mut() {
        (blocks, []) => Some(blocks),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAVP: &str = include_str!("../../tests/support/vectors/cavp.jsonl");

    #[test]
    fn nist_vectors_encrypt_and_decrypt() {
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
