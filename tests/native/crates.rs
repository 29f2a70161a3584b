//! The crates `des`, `ecb` and `cbc` decide, for any key, IV and text: NIST and Java have only so many.

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
    fn any_param_is_that_of_the_crates(
        key in any::<[u8; 24]>(),
        triple in any::<bool>(),
        iv in any::<Option<[u8; 8]>>(),
        zeros in any::<bool>(),
        text in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        let (key, algorithm) = if triple { (&key[..], Algorithm::TripleDes) } else { (&key[..8], Algorithm::Des) };
        let (padding, expected) = if zeros {
            (Padding::Zero, by_crates::<ZeroPadding>(key, iv, &text))
        } else {
            (Padding::Pkcs5, by_crates::<Pkcs7>(key, iv, &text))
        };
        let chaining = iv.map_or(Chaining::Ecb, |iv| Chaining::Cbc(Iv::Fixed(iv)));
        let scheme = Scheme { encoding: Encoding::Hex, algorithm, chaining, padding, ..Scheme::default() };
        let cipher = Cipher::new(&hex::encode(key), &scheme).unwrap();
        prop_assert_eq!(cipher.encrypt(&text), hex::encode_upper(expected).into_bytes());
    }
}
