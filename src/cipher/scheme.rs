//! How `param` is encrypted, except for the key. The first name in each list is the default.

/// One way to encrypt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scheme {
    /// How the key is written.
    pub encoding: Encoding,
    /// How the cipher's key is derived from it.
    pub derivation: Derivation,
    /// The block cipher.
    pub algorithm: Algorithm,
    /// The block mode.
    pub chaining: Chaining,
    /// How the last block is padded.
    pub padding: Padding,
    /// How the result is encoded.
    pub output: Output,
}

/// The block mode, with the IV in CBC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chaining {
    /// Each block is encrypted by itself.
    #[default]
    Ecb,
    /// Each block is XORed with the ciphertext block before it, the first with the IV.
    Cbc(Iv),
}

/// Where the IV of CBC comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Iv {
    /// The first 8 bytes of the cipher's key.
    Key,
    /// An IV that the server defines.
    Fixed([u8; 8]),
}

/// A setting with a fixed list of values.
pub trait Setting: Copy + PartialEq + Default + 'static {
    /// Every value; the default first.
    const VALUES: &'static [Self];
    /// The name of each value in the API, in the same order.
    const NAMES: &'static [&'static str];

    /// The name of this value in the API.
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
        /// Text, encoded as UTF-8.
        Utf8 = "utf8",
        /// Hex digits of either case.
        Hex = "hex",
        /// Base64, with or without its padding.
        Base64 = "base64",
        /// Text, encoded as UTF-16 little-endian, like .NET's `Encoding.Unicode`.
        Utf16Le = "utf16le"
    }
}

setting! {
    /// How the cipher's key is derived from the decoded key.
    Derivation {
        /// The first 8 bytes, as `DESKeySpec`; for 3DES the first 24, as `DESedeKeySpec`, or 16 as K1, K2, K1.
        First8 = "first8",
        /// The bytes, padded with zeros or truncated to the key size.
        ZeroFill = "zeroFill",
        /// Java's `KeyGenerator` with a `SHA1PRNG` that is seeded with the bytes.
        Sha1Prng = "sha1prng",
        /// The first characters of the MD5 in upper-case hex.
        Md5 = "md5",
        /// The first characters of the MD5 in lower-case hex.
        Md5Lower = "md5Lower",
        /// The first 16 characters of the MD5 in lower-case hex, as K1, K2, K1; for 3DES only.
        Md5Lower16 = "md5Lower16",
        /// The bytes of the MD5: for 3DES as K1, K2, K1, for DES the first 8.
        Md5Bytes = "md5Bytes",
        /// The bytes of the SHA-1, padded with zeros or truncated to the key size.
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
        /// Adds 1 to 8 bytes, each of which is the number of added bytes.
        Pkcs5 = "pkcs5",
        /// Adds 0 to 7 zeros. Decrypting removes every zero at the end.
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
