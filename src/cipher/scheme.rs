//! How `param` is encrypted, all but the key. The first name of each list is the default.

use crate::error::{Error, Kind};

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

/// Where the IV of CBC comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Iv {
    /// The first 8 bytes of the cipher's key.
    Key,
    /// The server's own.
    Fixed([u8; 8]),
}

/// A setting with a fixed set of names.
pub trait Setting: Copy + PartialEq + Sized + 'static {
    /// The field of `cipher`.
    const FIELD: &'static str;
    /// The names as a sentence has them.
    const EXPECTED: &'static str;
    /// Every value with its name; the default first.
    const NAMES: &'static [(&'static str, Self)];

    /// The value of that name; the default where there is none.
    ///
    /// # Errors
    /// `config` for a name that is not in the list.
    fn read(name: Option<&str>) -> Result<Self, Error>
    where
        Self: Default,
    {
        let Some(name) = name else { return Ok(Self::default()) };
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, value)| *value)
            .ok_or_else(|| Error::unexpected(Kind::Config, Self::FIELD, Self::EXPECTED, "another string"))
    }

    /// The value's name.
    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, value)| *value == self).map_or("", |(name, _)| name)
    }
}

macro_rules! setting {
    ($(#[$doc:meta])* $type:ident, $field:literal, $expected:literal,
     $(#[$first_doc:meta])* $first:ident = $first_name:literal $(, $(#[$other_doc:meta])* $other:ident = $other_name:literal)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $type {
            $(#[$first_doc])*
            #[default]
            $first,
            $($(#[$other_doc])* $other),*
        }

        impl Setting for $type {
            const FIELD: &'static str = concat!("cipher.", $field);
            const EXPECTED: &'static str = $expected;
            const NAMES: &'static [(&'static str, Self)] = &[($first_name, Self::$first) $(, ($other_name, Self::$other))*];
        }
    };
}

setting! {
    /// How the key is written.
    Encoding, "keyEncoding", "'utf8', 'hex' or 'base64'",
    /// Text; its bytes in UTF-8.
    Utf8 = "utf8",
    /// Hex digits, two a byte, of either case.
    Hex = "hex",
    /// Base64, with or without its padding.
    Base64 = "base64"
}

setting! {
    /// How the cipher's key comes from what was given.
    Derivation, "keyDerivation", "'first8', 'zeroFill', 'sha1prng' or 'md5'",
    /// The first 8 bytes, as `DESKeySpec`; for 3DES all 24, or 16 as K1, K2, K1.
    First8 = "first8",
    /// Filled with zeros, or cut, to the key's size.
    ZeroFill = "zeroFill",
    /// Java's `KeyGenerator`, its `SHA1PRNG` seeded with the bytes.
    Sha1Prng = "sha1prng",
    /// The first characters of the upper-case hex of the MD5.
    Md5 = "md5"
}

setting! {
    /// The block cipher.
    Algorithm, "algorithm", "'DES' or '3DES'",
    /// Single DES: a key of 8 bytes.
    Des = "DES",
    /// 3DES, encrypt-decrypt-encrypt (`DESede`): a key of 24 bytes.
    TripleDes = "3DES"
}

setting! {
    /// How the last block is filled.
    Padding, "padding", "'pkcs5' or 'zero'",
    /// As many bytes as are missing, each that number; a whole block where none is.
    Pkcs5 = "pkcs5",
    /// Zeros, none where the last block is full. Decrypting takes every zero at the end away.
    Zero = "zero"
}

setting! {
    /// How the result is written.
    Output, "output", "'HEX', 'hex' or 'base64'",
    /// Upper-case hex.
    UpperHex = "HEX",
    /// Lower-case hex.
    LowerHex = "hex",
    /// Base64 with padding.
    Base64 = "base64"
}
