//! How `param` is encrypted, all but the key. The first name of each list is the default.

use super::text::{from_hex, lower_hex};
use crate::error::Error;
use alloc::vec::Vec;

/// One way to encrypt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scheme {
    /// How the key is written.
    pub encoding: Encoding,
    /// How the cipher's key comes from it.
    pub derivation: Derivation,
    /// The block cipher.
    pub algorithm: Algorithm,
    /// How blocks depend on each other.
    pub chaining: Chaining,
    /// How the last block is filled.
    pub padding: Padding,
    /// How the result is written.
    pub output: Output,
}

/// How blocks depend on each other: the block mode, with the IV where there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chaining {
    /// Not at all.
    #[default]
    Ecb,
    /// Each on the one before, the first on the IV.
    Cbc(Iv),
}

/// Two bits for each setting, so that a scheme is a number.
const BITS: u32 = 2;

impl Scheme {
    /// The scheme as a number: the places of its settings in their lists, in the order of the fields, two bits each, the first the highest.
    /// For the chaining that is 0 for ECB, 1 for CBC whose IV is the key, and 2 for CBC with an IV of its own.
    pub fn code(&self) -> u32 {
        self.places().iter().fold(0, |code, place| code << BITS | u32::from(*place))
    }

    fn places(&self) -> [u8; 6] {
        let chaining = match self.chaining {
            Chaining::Ecb => 0,
            Chaining::Cbc(Iv::Key) => 1,
            Chaining::Cbc(Iv::Fixed(_)) => 2,
        };
        [
            self.encoding as u8,
            self.derivation as u8,
            self.algorithm as u8,
            chaining,
            self.padding as u8,
            self.output as u8,
        ]
    }

    /// The scheme of a number, with an IV in hex where it has one of its own.
    ///
    /// # Errors
    /// For an IV or a number that is none.
    pub fn of_code(code: u32, iv: &str) -> Result<Self, Error> {
        let place = |field: u32| code >> (BITS * (5 - field)) & ((1 << BITS) - 1);
        let chaining = match place(3) {
            0 => Chaining::Ecb,
            1 => Chaining::Cbc(Iv::Key),
            _ => Chaining::Cbc(Iv::Fixed(fixed(iv)?)),
        };
        let scheme = || {
            Some(Self {
                encoding: value(place(0))?,
                derivation: value(place(1))?,
                algorithm: value(place(2))?,
                chaining,
                padding: value(place(4))?,
                output: value(place(5))?,
            })
        };
        scheme().ok_or_else(|| Error::unexpected("cipher", "a known scheme", "another"))
    }
}

fn fixed(iv: &str) -> Result<[u8; 8], Error> {
    from_hex(iv.as_bytes())
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| Error::unexpected("cipher.iv", "16 hex digits or 'key'", "another string"))
}

fn value<S: Setting>(place: u32) -> Option<S> {
    S::VALUES.get(place as usize).copied()
}

/// Schemes with a space between. Each is a digit for each place in its [`Scheme::code`], and the hex of an IV of its own.
pub fn codes(schemes: &[Scheme]) -> Vec<u8> {
    let mut text = Vec::new();
    for scheme in schemes {
        if !text.is_empty() {
            text.push(b' ');
        }
        text.extend(scheme.places().map(|place| b'0' + place));
        if let Chaining::Cbc(Iv::Fixed(iv)) = scheme.chaining {
            text.extend(lower_hex(&iv).bytes());
        }
    }
    text
}

/// Where the IV of CBC comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Iv {
    /// The first 8 bytes of the cipher's key.
    Key,
    /// The server's own.
    Fixed([u8; 8]),
}

/// A setting with a fixed list of values.
pub trait Setting: Copy + PartialEq + Sized + 'static {
    /// Every value; the default first.
    const VALUES: &'static [Self];
}

macro_rules! setting {
    ($(#[$doc:meta])* $type:ident { $(#[$first_doc:meta])* $first:ident $(, $(#[$other_doc:meta])* $other:ident)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $type {
            $(#[$first_doc])*
            #[default]
            $first,
            $($(#[$other_doc])* $other),*
        }

        impl Setting for $type {
            const VALUES: &'static [Self] = &[Self::$first $(, Self::$other)*];
        }
    };
}

setting! {
    /// How the key is written.
    Encoding {
        /// Text; its bytes in UTF-8.
        Utf8,
        /// Hex digits, two a byte, of either case.
        Hex,
        /// Base64, with or without its padding.
        Base64
    }
}

setting! {
    /// How the cipher's key comes from what was given.
    Derivation {
        /// The first 8 bytes, as `DESKeySpec`; for 3DES all 24, or 16 as K1, K2, K1.
        First8,
        /// Filled with zeros, or cut, to the key's size.
        ZeroFill,
        /// Java's `KeyGenerator`, its `SHA1PRNG` seeded with the bytes.
        Sha1Prng,
        /// The first characters of the upper-case hex of the MD5.
        Md5
    }
}

setting! {
    /// The block cipher.
    Algorithm {
        /// Single DES: a key of 8 bytes.
        Des,
        /// 3DES, encrypt-decrypt-encrypt (`DESede`): a key of 24 bytes.
        TripleDes
    }
}

setting! {
    /// How the last block is filled.
    Padding {
        /// As many bytes as are missing, each that number; a whole block where none is.
        Pkcs5,
        /// Zeros, none where the last block is full. Decrypting takes every zero at the end away.
        Zero
    }
}

setting! {
    /// How the result is written.
    Output {
        /// Upper-case hex.
        UpperHex,
        /// Lower-case hex.
        LowerHex,
        /// Base64 with padding.
        Base64
    }
}
