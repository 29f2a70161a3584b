//! Tests the cipher settings in the table of docs/cipher.md: they give the results of the code beside them.

use crate::ciphers::cipher;
use crate::rows::lines;

#[test]
fn the_settings_of_every_row_give_the_results_of_its_code() {
    for (text, least) in [
        (include_str!("../../support/vectors/server-snippets/java-snippets.jsonl"), 42),
        (include_str!("../../support/vectors/server-snippets/php-snippets.jsonl"), 15),
        (include_str!("../../support/vectors/server-snippets/python-snippets.jsonl"), 9),
        (include_str!("../../support/vectors/server-snippets/java-derivations.jsonl"), 96),
        (include_str!("../../support/vectors/server-snippets/php-derivations.jsonl"), 84),
        (include_str!("../../support/vectors/server-snippets/mono-derivations.jsonl"), 108),
    ] {
        let rows = lines(text).map(|row| {
            let cipher = cipher(&row).unwrap();
            let [text, expected] = ["text", "expect"].map(|field| row[field].as_str().unwrap());
            assert_eq!(cipher.encrypt(text.into()), expected, "{row}");
            assert_eq!(cipher.decrypt(expected.as_bytes()).unwrap(), text.as_bytes(), "{row}");
        });
        assert!(rows.count() >= least);
    }
}
