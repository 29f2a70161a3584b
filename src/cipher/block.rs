//! Blocks of 8 bytes: padding, and the two block modes over the two block ciphers.

use super::scheme::Padding;
use crate::error::Error;
use alloc::boxed::Box;
use alloc::vec::Vec;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, InnerIvInit};
use des::{Des, TdesEde3};
use ecb::cipher::array::Array;
use ecb::cipher::block_padding::{PaddedData, Padding as _, Pkcs7, ZeroPadding};
use ecb::cipher::common::{BlockSizeUser, InnerInit};
use ecb::cipher::consts::{U1, U8};
use ecb::cipher::{
    BlockCipherDecBackend, BlockCipherDecClosure, BlockCipherDecrypt, BlockCipherEncBackend,
    BlockCipherEncClosure, BlockCipherEncrypt, InOut, KeyInit, ParBlocksSizeUser,
};

pub type Block = Array<u8, U8>;
pub type Iv = Block;

/// A key schedule. `des` wipes it when it is dropped.
pub enum Schedule {
    Des(Box<Des>),
    TripleDes(Box<TdesEde3>),
}

impl Schedule {
    /// From 8 bytes for DES, 24 for 3DES.
    pub fn new(key: &[u8]) -> Result<Self, Error> {
        Des::new_from_slice(key)
            .map(|des| Self::Des(Box::new(des)))
            .or_else(|_| TdesEde3::new_from_slice(key).map(|tdes| Self::TripleDes(Box::new(tdes))))
            .map_err(|_| Error::unexpected("cipher.key", "8 or 24 bytes", "another number"))
    }

    pub fn encrypt(&self, iv: Option<&Iv>, blocks: &mut [Block]) {
        match iv {
            None => ecb::Encryptor::inner_init(self).encrypt_blocks(blocks),
            Some(iv) => cbc::Encryptor::inner_iv_init(self, iv).encrypt_blocks(blocks),
        }
    }

    pub fn decrypt(&self, iv: Option<&Iv>, blocks: &mut [Block]) {
        match iv {
            None => ecb::Decryptor::inner_init(self).decrypt_blocks(blocks),
            Some(iv) => cbc::Decryptor::inner_iv_init(self, iv).decrypt_blocks(blocks),
        }
    }
}

// One block cipher that is either of the two: a mode over each would be a copy of the mode.
impl BlockSizeUser for Schedule {
    type BlockSize = U8;
}

impl ParBlocksSizeUser for Schedule {
    type ParBlocksSize = U1;
}

impl BlockCipherEncrypt for Schedule {
    fn encrypt_with_backend(&self, f: impl BlockCipherEncClosure<BlockSize = U8>) {
        f.call(self);
    }
}

impl BlockCipherEncBackend for Schedule {
    #[inline(always)]
    fn encrypt_block(&self, block: InOut<'_, '_, Block>) {
        match self {
            Self::Des(des) => BlockCipherEncBackend::encrypt_block(des.as_ref(), block),
            Self::TripleDes(tdes) => BlockCipherEncBackend::encrypt_block(tdes.as_ref(), block),
        }
    }
}

impl BlockCipherDecrypt for Schedule {
    fn decrypt_with_backend(&self, f: impl BlockCipherDecClosure<BlockSize = U8>) {
        f.call(self);
    }
}

impl BlockCipherDecBackend for Schedule {
    #[inline(always)]
    fn decrypt_block(&self, block: InOut<'_, '_, Block>) {
        match self {
            Self::Des(des) => BlockCipherDecBackend::decrypt_block(des.as_ref(), block),
            Self::TripleDes(tdes) => BlockCipherDecBackend::decrypt_block(tdes.as_ref(), block),
        }
    }
}

/// The plaintext in whole blocks.
pub fn pad(plaintext: &[u8], padding: Padding) -> Vec<Block> {
    let padded = match padding {
        Padding::Pkcs5 => Pkcs7::pad_detached(plaintext),
        Padding::Zero => ZeroPadding::pad_detached(plaintext),
    };
    match padded {
        PaddedData::NoPad { blocks } => blocks.to_vec(),
        PaddedData::Pad { blocks, tail_block } => [blocks, &[tail_block]].concat(),
        PaddedData::Error => Vec::new(),
    }
}

/// What was padded, or nothing when the padding does not hold.
pub fn unpad(blocks: &[Block], padding: Padding) -> Option<&[u8]> {
    match padding {
        Padding::Pkcs5 => Pkcs7::unpad_blocks(blocks),
        Padding::Zero => ZeroPadding::unpad_blocks(blocks),
    }
    .ok()
}

pub fn bytes(blocks: &[Block]) -> &[u8] {
    Array::slice_as_flattened(blocks)
}

/// The bytes as blocks, or nothing when a part of one is left over.
pub fn from_bytes(bytes: &[u8]) -> Option<Vec<Block>> {
    let (blocks, rest) = Block::slice_as_chunks(bytes);
    rest.is_empty().then(|| blocks.to_vec())
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
            let iv = row.get("iv").map(|iv| Iv::try_from(&bytes(iv)[..]).unwrap());
            assert_eq!(iv.is_some(), row["mode"] == "CBC");
            let schedule = Schedule::new(&key).unwrap();
            let plaintext = from_bytes(&bytes(&row["plaintext"])).unwrap();
            let ciphertext = from_bytes(&bytes(&row["ciphertext"])).unwrap();

            let mut blocks = plaintext.clone();
            schedule.encrypt(iv.as_ref(), &mut blocks);
            assert_eq!(blocks, ciphertext, "{row}");
            schedule.decrypt(iv.as_ref(), &mut blocks);
            assert_eq!(blocks, plaintext, "{row}");
            vectors += 1;
        }
        assert_eq!(vectors, 1_060);
    }
}
