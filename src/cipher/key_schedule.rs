//! The block cipher with its key schedule computed: DES, or triple DES made of three of it.

use super::modes::Block;
use des::Des;
use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

/// One schedule, or three: encrypt, decrypt, encrypt. `Des` wipes itself when it is dropped.
///
/// Triple DES is three times `Des` here, not the crate's own type, so that there is one way through the block modes for both.
pub enum KeySchedule {
    /// DES, with a key of 8 bytes.
    Single(Des),
    /// 3DES in the order encrypt-decrypt-encrypt (`DESede`), with a key of 24 bytes.
    Triple(Box<[Des; 3]>),
}

impl KeySchedule {
    /// Of 8 or of 24 bytes; `None` for another number.
    pub fn new(key: &[u8]) -> Option<Self> {
        let part = |bytes: &Block| Des::new(bytes.into());
        match key.as_chunks() {
            ([key], []) => Some(Self::Single(part(key))),
            ([k1, k2, k3], []) => Some(Self::Triple(Box::new([part(k1), part(k2), part(k3)]))),
            _ => None,
        }
    }

    pub fn encrypt(&self, block: &mut Block) {
        let block = block.into();
        match self {
            Self::Single(des) => des.encrypt_block(block),
            Self::Triple(parts) => {
                let [k1, k2, k3] = &**parts;
                k1.encrypt_block(block);
                k2.decrypt_block(block);
                k3.encrypt_block(block);
            }
        }
    }

    pub fn decrypt(&self, block: &mut Block) {
        let block = block.into();
        match self {
            Self::Single(des) => des.decrypt_block(block),
            Self::Triple(parts) => {
                let [k1, k2, k3] = &**parts;
                k3.decrypt_block(block);
                k2.encrypt_block(block);
                k1.decrypt_block(block);
            }
        }
    }
}
