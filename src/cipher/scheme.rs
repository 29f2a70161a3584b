//! How `param` is encrypted, all but the key. The first name of each list is the default.

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

/// A setting with a fixed list of values.
pub trait Setting: Copy + PartialEq + Default + 'static {
    /// Every value; the default first.
    const VALUES: &'static [Self];
    /// What callers write for each.
    const NAMES: &'static [&'static str];

    /// What callers write for this one.
    fn name(self) -> &'static str {
        let place = Self::VALUES.iter().position(|value| *value == self);
        place.and_then(|place| Self::NAMES.get(place)).copied().unwrap_or_default()
    }
}

macro_rules! setting {
    ($(#[$doc:meta])* $type:ident { $(#[$first_doc:meta])* $first:ident = $first_name:literal $(, $(#[$other_doc:meta])* $other:ident = $other_name:literal)* }) => {
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
            const NAMES: &'static [&'static str] = &[$first_name $(, $other_name)*];
        }
    };
}

setting! {
    /// How the key is written.
    Encoding {
        /// Text; its bytes in UTF-8.
        Utf8 = "utf8",
        /// Hex digits, two a byte, of either case.
        Hex = "hex",
        /// Base64, with or without its padding.
        Base64 = "base64",
        /// Text; its bytes in UTF-16, the low one first, as .NET's `Encoding.Unicode`.
        Utf16Le = "utf16le"
    }
}

setting! {
    /// How the cipher's key comes from what was given.
    Derivation {
        /// The first 8 bytes, as `DESKeySpec`; for 3DES the first 24, as `DESedeKeySpec`, or 16 as K1, K2, K1.
        First8 = "first8",
        /// Filled with zeros, or cut, to the key's size.
        ZeroFill = "zeroFill",
        /// Java's `KeyGenerator`, its `SHA1PRNG` seeded with the bytes.
        Sha1Prng = "sha1prng",
        /// The first characters of the upper-case hex of the MD5.
        Md5 = "md5",
        /// The first characters of the lower-case hex of the MD5.
        Md5Lower = "md5Lower",
        /// The first 16 of them as K1, K2, K1; for 3DES only.
        Md5Lower16 = "md5Lower16",
        /// The bytes of the MD5: as K1, K2, K1, or for DES the first 8.
        Md5Bytes = "md5Bytes",
        /// The bytes of the SHA-1, filled with zeros, or cut, to the key's size.
        Sha1 = "sha1"
    }
}

setting! {
    /// The block cipher.
    Algorithm {
        /// Single DES: a key of 8 bytes.
        Des = "DES",
        /// 3DES, encrypt-decrypt-encrypt (`DESede`): a key of 24 bytes.
        TripleDes = "3DES"
    }
}

setting! {
    /// How the last block is filled.
    Padding {
        /// As many bytes as are missing, each that number; a whole block where none is.
        Pkcs5 = "pkcs5",
        /// Zeros, none where the last block is full. Decrypting takes every zero at the end away.
        Zero = "zero"
    }
}

setting! {
    /// How the result is written.
    Output {
        /// Upper-case hex.
        UpperHex = "HEX",
        /// Lower-case hex.
        LowerHex = "hex",
        /// Base64 with padding.
        Base64 = "base64"
    }
}
