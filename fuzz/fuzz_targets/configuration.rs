//! Whatever is configured: a cipher or an error that does not show the key, never a panic.
#![no_main]

use houcaller_coupons::cipher::{Cipher, Scheme};
use libfuzzer_sys::fuzz_target;

/// In no message and in no dictionary: a key made of the messages' own words would prove nothing.
const MARK: &str = "§k3y§";

fuzz_target!(|input: (String, u32, String)| {
    let (mut key, code, iv) = input;
    if key.len() % 2 == 0 {
        key.push_str(MARK);
    }
    // Six settings of two bits; now and then a number that is none.
    let code = if code >> 28 == 0 { code } else { code & 0o7777 };
    match Scheme::of_code(code, &iv).and_then(|scheme| Cipher::new(&key, &scheme)) {
        Ok(cipher) => {
            let _ = cipher.decrypt(cipher.encrypt(b"{}".to_vec()).as_bytes());
        }
        Err(error) => assert!(!error.message.contains(MARK)),
    }
});
