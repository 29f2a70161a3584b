//! Fuzzes cipher settings: the result is a working cipher, or an error that does not contain the key, and never a panic.
#![no_main]

use houcaller_coupons::cipher::scheme::Setting;
use houcaller_coupons::cipher::{Chaining, Cipher, Iv, Scheme};
use libfuzzer_sys::fuzz_target;

/// A text that no error message contains, so that finding it in a message proves that the key leaked.
const MARK: &str = "§k3y§";

fn pick<S: Setting>(choice: u8) -> S {
    S::VALUES[usize::from(choice) % S::VALUES.len()]
}

fuzz_target!(|input: (String, [u8; 6], [u8; 8])| {
    let (mut key, [encoding, derivation, algorithm, chaining, padding, output], iv) = input;
    if key.len() % 2 == 0 {
        key.push_str(MARK);
    }
    let scheme = Scheme {
        encoding: pick(encoding),
        derivation: pick(derivation),
        algorithm: pick(algorithm),
        chaining: [Chaining::Ecb, Chaining::Cbc(Iv::Key), Chaining::Cbc(Iv::Fixed(iv))]
            [usize::from(chaining % 3)],
        padding: pick(padding),
        output: pick(output),
    };
    match Cipher::new(&key, &scheme) {
        Ok(cipher) => {
            assert_eq!(
                cipher.decrypt(cipher.encrypt(b"{}".to_vec()).as_bytes()).as_deref().ok(),
                Some(&b"{}"[..])
            );
        }
        Err(error) => assert!(!error.message.contains(MARK)),
    }
});
