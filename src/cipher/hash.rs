//! MD5 and SHA-1 of a key, which leave no copy of it in memory.

use sha1::Sha1;
use sha1::digest::{Digest, FixedOutputReset, Output};

/// Writes the SHA-1 into the caller's buffer, so that the caller can wipe it.
// Not inlined, because each copy of the digest code would make the download larger.
#[inline(never)]
pub fn sha1(bytes: &[u8], digest: &mut [u8; 20]) {
    hash::<Sha1>(bytes, digest.into());
}

/// Writes a digest of the bytes. The hasher is reset and not consumed, because moving it would leave a copy of its buffer. Then it
/// hashes zeros, because padding leaves a copy of the last block on the stack, which they overwrite.
pub fn hash<H: Digest + FixedOutputReset>(bytes: &[u8], digest: &mut Output<H>) {
    let mut hasher = H::new();
    let mut unused = Output::<H>::default();
    for (input, output) in [(bytes, digest), (&[0; 63], &mut unused)] {
        Digest::update(&mut hasher, input);
        Digest::finalize_into_reset(&mut hasher, output);
    }
}
