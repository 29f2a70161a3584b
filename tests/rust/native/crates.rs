//! Compares the cipher with the crates `des`, `ecb` and `cbc`, for random keys, IVs and texts.

use des::{Des, TdesEde3};
use ecb::cipher::block_padding::{Padding as Fill, Pkcs7, ZeroPadding};
use ecb::cipher::{BlockModeEncrypt, KeyInit, KeyIvInit};
use houcaller_coupons::cipher::{Algorithm, Chaining, Cipher, Encoding, Iv, Padding, Scheme};
use proptest::prelude::*;

fn by_crates<F: Fill>(key: &[u8], iv: Option<[u8; 8]>, text: &[u8]) -> Vec<u8> {
    match (key.len(), iv) {
        (8, None) => ecb::Encryptor::<Des>::new_from_slice(key).unwrap().encrypt_padded_vec::<F>(text),
        (_, None) => ecb::Encryptor::<TdesEde3>::new_from_slice(key).unwrap().encrypt_padded_vec::<F>(text),
        (8, Some(iv)) => {
            cbc::Encryptor::<Des>::new_from_slices(key, &iv).unwrap().encrypt_padded_vec::<F>(text)
        }
        (_, Some(iv)) => {
            cbc::Encryptor::<TdesEde3>::new_from_slices(key, &iv).unwrap().encrypt_padded_vec::<F>(text)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_param_equals_that_of_the_crates(
        key in any::<[u8; 24]>(),
        key_bytes in proptest::sample::select(vec![8, 16, 24]),
        own_iv in any::<[u8; 8]>(),
        chaining in 0..3,
        zeros in any::<bool>(),
        text in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        let given = &key[..key_bytes];
        // A key of 16 bytes is extended by its first 8 bytes.
        let whole = if key_bytes == 16 { [given, &key[..8]].concat() } else { given.to_vec() };
        let algorithm = if key_bytes == 8 { Algorithm::Des } else { Algorithm::TripleDes };
        let (chaining, iv) = match chaining {
            0 => (Chaining::Ecb, None),
            1 => (Chaining::Cbc(Iv::Key), whole.first_chunk().copied()),
            _ => (Chaining::Cbc(Iv::Fixed(own_iv)), Some(own_iv)),
        };
        let (padding, expected, text) = if zeros {
            let end = text.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            (Padding::Zero, by_crates::<ZeroPadding>(&whole, iv, &text[..end]), &text[..end])
        } else {
            (Padding::Pkcs5, by_crates::<Pkcs7>(&whole, iv, &text), &text[..])
        };
        let scheme = Scheme { encoding: Encoding::Hex, algorithm, chaining, padding, ..Scheme::default() };
        let cipher = Cipher::new(&hex::encode(given), &scheme).unwrap();
        let expected = hex::encode_upper(expected);
        prop_assert_eq!(&cipher.encrypt(text.to_vec()), &expected);
        prop_assert_eq!(cipher.decrypt(expected.as_bytes()).unwrap(), text);
    }
}
