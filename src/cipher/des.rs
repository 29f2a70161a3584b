//! The block cipher: DES as FIPS 46-3 has it, which counts bits from 1, the highest first; and triple DES made of it.
//!
//! One look into a table gives what a substitution box gives once it is permuted, and each of the two words of a round key meets four boxes at once.
//! The crate `des` moves bits about instead, and takes twice as long, which would be most of what a `param` takes. The tests compare with it.

mod tables;

use alloc::vec::Vec;
use tables::{BOXES, CHOICE_1, SHIFTS, TURNS};
use zeroize::Zeroizing;

pub const KEY_BYTES: usize = 8;
const ROUNDS: usize = 16;
const HALF_BITS: u32 = 28;
const HALF_MASK: u64 = (1 << HALF_BITS) - 1;

/// What of the key meets the boxes 1, 7, 5 and 3, and what meets 2, 8, 6 and 4: six bits at the top of each byte, the lowest byte first.
/// There, they are almost the place in a table of words.
type RoundKey = [u32; 2];

/// The keys of 16 rounds, or of 48 for triple DES, in the order in which they encrypt. They are wiped when they are dropped.
pub struct Schedule(Zeroizing<Vec<[RoundKey; ROUNDS]>>);

impl Schedule {
    /// Of one key, or of three, in each of which the lowest bit of a byte does not count.
    pub fn new(keys: &[[u8; KEY_BYTES]]) -> Self {
        debug_assert!(matches!(keys, [_] | [_, _, _]));
        let mut schedule: Vec<_> = keys.iter().map(|key| round_keys(u64::from_be_bytes(*key))).collect();
        // Triple DES decrypts with its second key.
        if let [_, second, _] = &mut schedule[..] {
            second.reverse();
        }
        Self(Zeroizing::new(schedule))
    }

    /// The schedule that decrypts what this one encrypts.
    pub fn reversed(&self) -> Self {
        let mut keys: Vec<_> = self.0.iter().rev().copied().collect();
        keys.iter_mut().for_each(|keys| keys.reverse());
        Self(Zeroizing::new(keys))
    }

    pub fn apply(&self, block: [u8; 8]) -> [u8; 8] {
        let mut halves = initial_permutation(u64::from_be_bytes(block));
        for keys in self.0.iter() {
            halves = rounds(halves, keys);
        }
        final_permutation(halves).to_be_bytes()
    }
}

/// Sixteen rounds, and the halves exchanged after the last.
fn rounds([mut left, mut right]: [u32; 2], keys: &[RoundKey; ROUNDS]) -> [u32; 2] {
    let (pairs, _) = keys.as_chunks::<2>();
    for [even, odd] in pairs {
        left ^= mixed(right, even);
        right ^= mixed(left, odd);
    }
    [right, left]
}

#[inline(always)]
fn mixed(half: u32, [first, second]: &RoundKey) -> u32 {
    // What the standard calls expansion: box `n` sees the six bits that end at bit `4 n + 1`.
    let [b1, b7, b5, b3] = (half.rotate_left(7) ^ first).to_le_bytes();
    let [b2, b8, b6, b4] = (half.rotate_left(11) ^ second).to_le_bytes();
    let [s1, s2, s3, s4, s5, s6, s7, s8] = &BOXES;
    looked_up(s1, b1)
        | looked_up(s2, b2)
        | looked_up(s3, b3)
        | looked_up(s4, b4)
        | looked_up(s5, b5)
        | looked_up(s6, b6)
        | looked_up(s7, b7)
        | looked_up(s8, b8)
}

#[inline(always)]
fn looked_up(table: &[u32; 64], bits: u8) -> u32 {
    table.get(usize::from(bits >> 2)).copied().unwrap_or_default()
}

fn initial_permutation(block: u64) -> [u32; 2] {
    let (mut left, mut right) = ((block >> 32) as u32, block as u32);
    exchange(&mut left, &mut right, 4, 0x0f0f_0f0f);
    exchange(&mut left, &mut right, 16, 0x0000_ffff);
    exchange(&mut right, &mut left, 2, 0x3333_3333);
    exchange(&mut right, &mut left, 8, 0x00ff_00ff);
    exchange(&mut left, &mut right, 1, 0x5555_5555);
    [left, right]
}

/// The initial permutation backwards.
fn final_permutation([mut left, mut right]: [u32; 2]) -> u64 {
    exchange(&mut left, &mut right, 1, 0x5555_5555);
    exchange(&mut right, &mut left, 8, 0x00ff_00ff);
    exchange(&mut right, &mut left, 2, 0x3333_3333);
    exchange(&mut left, &mut right, 16, 0x0000_ffff);
    exchange(&mut left, &mut right, 4, 0x0f0f_0f0f);
    u64::from(left) << 32 | u64::from(right)
}

/// Exchanges the bits of `b` under the mask with those of `a` that lie so many places higher.
#[inline(always)]
fn exchange(a: &mut u32, b: &mut u32, places: u32, mask: u32) {
    let different = (*a >> places ^ *b) & mask;
    *b ^= different;
    *a ^= different << places;
}

fn round_keys(key: u64) -> [RoundKey; ROUNDS] {
    let chosen = CHOICE_1.iter().fold(0, |bits, place| bits << 1 | key >> (64 - u32::from(*place)) & 1);
    let (mut c, mut d) = (chosen >> HALF_BITS, chosen & HALF_MASK);
    SHIFTS.map(|shift| {
        [c, d] = [c, d].map(|half| (half << shift | half >> (HALF_BITS - shift)) & HALF_MASK);
        let halves = d << HALF_BITS | c;
        let bits = choice_2(halves) << 2;
        [(bits >> 32) as u32, bits as u32]
    })
}

/// The second permuted choice, six bits at the bottom of each byte: the bits that move by as many places move together. Written out, so that each turn
/// and mask is a constant: a loop over them is larger and slower.
#[inline(always)]
fn choice_2(halves: u64) -> u64 {
    macro_rules! turned {
        ($($at:literal)*) => { 0 $(| halves.rotate_left(TURNS[$at].0) & TURNS[$at].1)* };
    }
    turned!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32)
}
