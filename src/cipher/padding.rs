//! Pads the plaintext to whole blocks, and removes the padding after decryption.

use super::scheme::Padding;

const BLOCK_BYTES: usize = 8;

/// Pads to whole blocks. PKCS#5 always adds at least one byte; each added byte is the number of added bytes.
pub fn pad(plaintext: &mut Vec<u8>, padding: Padding) {
    let fill = BLOCK_BYTES - plaintext.len() % BLOCK_BYTES;
    let whole = plaintext.len() + fill;
    match padding {
        Padding::Pkcs5 => plaintext.resize(whole, fill as u8),
        Padding::Zero if fill < BLOCK_BYTES => plaintext.resize(whole, 0),
        Padding::Zero => {}
    }
}

/// Removes the padding; `None` if it is invalid. Zero padding is ambiguous: zeros at the end of the plaintext go with it.
pub fn unpad(bytes: &[u8], padding: Padding) -> Option<&[u8]> {
    let length = match padding {
        Padding::Zero => bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1),
        Padding::Pkcs5 => bytes.len().checked_sub(usize::from(*bytes.last()?).clamp(1, BLOCK_BYTES))?,
    };
    let (text, fill) = bytes.split_at_checked(length)?;
    let holds = padding == Padding::Zero || fill.iter().all(|byte| usize::from(*byte) == fill.len());
    holds.then_some(text)
}
