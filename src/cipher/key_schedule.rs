//! The block cipher with its key schedule computed: DES, or triple DES built from three DES.

use super::modes::Block;
use des::Des;
use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

/// One `Des`, or three of them for 3DES in the order encrypt-decrypt-encrypt (`DESede`). Each wipes itself when it is dropped.
///
/// Triple DES is three `Des` here, not the `des` crate's own type, so that the block modes need one type for both.
pub struct KeySchedule(Vec<Des>);

impl KeySchedule {
    /// Takes a key of 8 or 24 bytes.
    pub fn new(key: &[u8]) -> Self {
        let (keys, _) = key.as_chunks();
        // The iterator has an exact size, so the vector is allocated once and leaves no copy of a schedule behind.
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
