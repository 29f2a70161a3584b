//! The block cipher with its key schedule computed: DES, or triple DES made of three of it.

use super::modes::Block;
use des::Des;
use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

/// One `Des`, or three of them for 3DES in the order encrypt-decrypt-encrypt (`DESede`). Each wipes itself when it is dropped.
///
/// Triple DES is three times `Des` here, not the crate's own type, so that there is one way through the block modes for both.
pub struct KeySchedule(Vec<Des>);

impl KeySchedule {
    /// Of a key of 8 bytes, or of 24.
    pub fn new(key: &[u8]) -> Self {
        let (keys, _) = key.as_chunks();
        // A list of a known size is made in one place, so that no schedule is left behind where it was.
        Self(keys.iter().map(|key: &Block| Des::new(key.into())).collect())
    }

    pub fn encrypt(&self, block: &mut Block) {
        for (place, part) in self.0.iter().enumerate() {
            if place == 1 { part.decrypt_block(block.into()) } else { part.encrypt_block(block.into()) }
        }
    }

    pub fn decrypt(&self, block: &mut Block) {
        for (place, part) in self.0.iter().enumerate().rev() {
            if place == 1 { part.encrypt_block(block.into()) } else { part.decrypt_block(block.into()) }
        }
    }
}
