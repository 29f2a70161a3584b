//! Fuzzes decryption under every scheme: the result is bytes or an error, and never a panic.
#![no_main]

use houcaller_coupons::cipher::{
    Algorithm, Chaining, Cipher, Derivation, Encoding, Iv, Output, Padding, Scheme, scheme::Setting,
};
use libfuzzer_sys::fuzz_target;

fn pick<T: Copy>(choice: u8, values: &[T]) -> T {
    values[usize::from(choice) % values.len()]
}

fuzz_target!(|input: ([u8; 5], String)| {
    let ([derivation, algorithm, chaining, padding, output], param) = input;
    let scheme = Scheme {
        encoding: Encoding::Hex,
        derivation: pick(derivation, Derivation::VALUES),
        algorithm: pick(algorithm, &[Algorithm::Des, Algorithm::TripleDes]),
        chaining: pick(chaining, &[Chaining::Ecb, Chaining::Cbc(Iv::Key), Chaining::Cbc(Iv::Fixed([7; 8]))]),
        padding: pick(padding, &[Padding::Pkcs5, Padding::Zero]),
        output: pick(output, &[Output::UpperHex, Output::LowerHex, Output::Base64]),
    };
    if scheme.derivation == Derivation::Md5Lower16 && scheme.algorithm == Algorithm::Des {
        return;
    }
    let Ok(cipher) = Cipher::new("000102030405060708090a0b0c0d0e0f1011121314151617", &scheme) else {
        panic!("a key of 24 bytes fits every scheme")
    };
    let _ = cipher.decrypt(param.as_bytes());
    // Decryption reverses encryption, except that zero padding removes zeros at the end of the plaintext.
    let decrypted = cipher.decrypt(cipher.encrypt(param.as_bytes().to_vec()).as_bytes());
    let expected = if scheme.padding == Padding::Zero { param.trim_end_matches('\0') } else { &param };
    assert_eq!(decrypted.as_deref().ok(), Some(expected.as_bytes()));
});
