//! Whatever is configured: a cipher or an error of kind `config` that does not show the key, never a panic.
#![no_main]

use arbitrary::Arbitrary;
use houcaller_coupons::cipher::Settings;
use houcaller_coupons::error::Kind;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum Name {
    Absent,
    Known(u8),
    Other(String),
}

impl Name {
    fn of(self, known: &[&str]) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Known(choice) => Some(known[usize::from(choice) % known.len()].to_owned()),
            Self::Other(text) => Some(text),
        }
    }
}

/// In no message and in no dictionary: a key made of the messages' own words would prove nothing.
const MARK: &str = "§k3y§";

fuzz_target!(|input: (String, [Name; 7])| {
    let (mut key, [key_encoding, key_derivation, algorithm, mode, iv, padding, output]) = input;
    let mut settings = Settings::default();
    if key.len() % 2 == 0 {
        key.push_str(MARK);
    }
    settings.key = key;
    settings.key_encoding = key_encoding.of(&["utf8", "hex", "base64"]);
    settings.key_derivation = key_derivation.of(&["first8", "zeroFill", "sha1prng", "md5"]);
    settings.algorithm = algorithm.of(&["DES", "3DES"]);
    settings.mode = mode.of(&["ECB", "CBC"]);
    settings.iv = iv.of(&["key", "0001020304050607"]);
    settings.padding = padding.of(&["pkcs5", "zero"]);
    settings.output = output.of(&["HEX", "hex", "base64"]);
    match settings.cipher() {
        Ok(cipher) => {
            let _ = cipher.decrypt(&cipher.encrypt(b"{}"));
        }
        Err(error) => {
            assert_eq!(error.kind, Kind::Config);
            assert!(!error.message.contains(MARK));
        }
    }
});
