//! The tables of FIPS 46-3, and what is made of them while this is compiled.

use super::{HALF_BITS, ROUNDS};

/// By how many places the halves of the key turn before each round.
pub const SHIFTS: [u32; ROUNDS] = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];

/// The first permuted choice.
#[rustfmt::skip]
pub const CHOICE_1: [u8; 56] = [
    57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
    63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
];

/// The second permuted choice, straight into the bytes of a round key, two places lower: by how many places bits move, and to which places.
pub const TURNS: [(u32, u64); 33] = turns();

#[allow(clippy::indexing_slicing, reason = "in the compiler: out of bounds is no program")]
const fn turns() -> [(u32, u64); 33] {
    #[rustfmt::skip]
    const PLACES: [u32; 48] = [
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
        41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
    ];
    /// Where the six bits of each box begin in a round key.
    const BEGINS: [u32; 8] = [32, 0, 56, 24, 48, 16, 40, 8];
    let mut turns = [(0, 0); 33];
    let mut known = 0;
    let mut turn = 0;
    while turn < 64 {
        let mut mask = 0;
        let mut bit = 0;
        while bit < 48 {
            let place = BEGINS[bit / 6] + 5 - (bit % 6) as u32;
            // The first 24 are of the first half, which lies lower.
            let from = if bit < 24 { HALF_BITS } else { 3 * HALF_BITS } - PLACES[bit];
            if (64 + place - from) % 64 == turn {
                mask |= 1 << place;
            }
            bit += 1;
        }
        if mask != 0 {
            turns[known] = (turn, mask);
            known += 1;
        }
        turn += 1;
    }
    turns
}

/// The substitution boxes, their outcome permuted.
pub static BOXES: [[u32; 64]; 8] = boxes();

#[allow(clippy::indexing_slicing, reason = "in the compiler: out of bounds is no program")]
const fn boxes() -> [[u32; 64]; 8] {
    #[rustfmt::skip]
    const SUBSTITUTION: [[u8; 64]; 8] = [
        [
            14, 4, 13, 1, 2, 15, 11, 8, 3, 10, 6, 12, 5, 9, 0, 7, 0, 15, 7, 4, 14, 2, 13, 1, 10, 6, 12, 11, 9, 5, 3, 8,
            4, 1, 14, 8, 13, 6, 2, 11, 15, 12, 9, 7, 3, 10, 5, 0, 15, 12, 8, 2, 4, 9, 1, 7, 5, 11, 3, 14, 10, 0, 6, 13,
        ],
        [
            15, 1, 8, 14, 6, 11, 3, 4, 9, 7, 2, 13, 12, 0, 5, 10, 3, 13, 4, 7, 15, 2, 8, 14, 12, 0, 1, 10, 6, 9, 11, 5,
            0, 14, 7, 11, 10, 4, 13, 1, 5, 8, 12, 6, 9, 3, 2, 15, 13, 8, 10, 1, 3, 15, 4, 2, 11, 6, 7, 12, 0, 5, 14, 9,
        ],
        [
            10, 0, 9, 14, 6, 3, 15, 5, 1, 13, 12, 7, 11, 4, 2, 8, 13, 7, 0, 9, 3, 4, 6, 10, 2, 8, 5, 14, 12, 11, 15, 1,
            13, 6, 4, 9, 8, 15, 3, 0, 11, 1, 2, 12, 5, 10, 14, 7, 1, 10, 13, 0, 6, 9, 8, 7, 4, 15, 14, 3, 11, 5, 2, 12,
        ],
        [
            7, 13, 14, 3, 0, 6, 9, 10, 1, 2, 8, 5, 11, 12, 4, 15, 13, 8, 11, 5, 6, 15, 0, 3, 4, 7, 2, 12, 1, 10, 14, 9,
            10, 6, 9, 0, 12, 11, 7, 13, 15, 1, 3, 14, 5, 2, 8, 4, 3, 15, 0, 6, 10, 1, 13, 8, 9, 4, 5, 11, 12, 7, 2, 14,
        ],
        [
            2, 12, 4, 1, 7, 10, 11, 6, 8, 5, 3, 15, 13, 0, 14, 9, 14, 11, 2, 12, 4, 7, 13, 1, 5, 0, 15, 10, 3, 9, 8, 6,
            4, 2, 1, 11, 10, 13, 7, 8, 15, 9, 12, 5, 6, 3, 0, 14, 11, 8, 12, 7, 1, 14, 2, 13, 6, 15, 0, 9, 10, 4, 5, 3,
        ],
        [
            12, 1, 10, 15, 9, 2, 6, 8, 0, 13, 3, 4, 14, 7, 5, 11, 10, 15, 4, 2, 7, 12, 9, 5, 6, 1, 13, 14, 0, 11, 3, 8,
            9, 14, 15, 5, 2, 8, 12, 3, 7, 0, 4, 10, 1, 13, 11, 6, 4, 3, 2, 12, 9, 5, 15, 10, 11, 14, 1, 7, 6, 0, 8, 13,
        ],
        [
            4, 11, 2, 14, 15, 0, 8, 13, 3, 12, 9, 7, 5, 10, 6, 1, 13, 0, 11, 7, 4, 9, 1, 10, 14, 3, 5, 12, 2, 15, 8, 6,
            1, 4, 11, 13, 12, 3, 7, 14, 10, 15, 6, 8, 0, 5, 9, 2, 6, 11, 13, 8, 1, 4, 10, 7, 9, 5, 0, 15, 14, 2, 3, 12,
        ],
        [
            13, 2, 8, 4, 6, 15, 11, 1, 10, 9, 3, 14, 5, 0, 12, 7, 1, 15, 13, 8, 10, 3, 7, 4, 12, 5, 6, 11, 0, 14, 9, 2,
            7, 11, 4, 1, 9, 12, 14, 2, 0, 6, 10, 13, 15, 3, 5, 8, 2, 1, 14, 7, 4, 10, 8, 13, 15, 12, 9, 0, 3, 5, 6, 11,
        ],
    ];
    #[rustfmt::skip]
    const PERMUTATION: [u32; 32] = [
        16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10,
        2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
    ];
    let mut boxes = [[0; 64]; 8];
    let mut number = 0;
    while number < 8 {
        let mut bits = 0;
        while bits < 64 {
            // The outer two bits are the row, the inner four the column.
            let row = bits >> 4 & 2 | bits & 1;
            let substituted = (SUBSTITUTION[number][row * 16 + (bits >> 1 & 15)] as u32) << (28 - 4 * number);
            let mut place = 0;
            while place < 32 {
                boxes[number][bits] |= (substituted >> (32 - PERMUTATION[place]) & 1) << (31 - place);
                place += 1;
            }
            bits += 1;
        }
        number += 1;
    }
    boxes
}
