// @ts-check
// Mutates the bytes of an answer.

/** @typedef {import('../../support/random.js').Random} Random */

const NOT_UTF8 = [[0xff], [0xc0, 0x80], [0xe8, 0xb1], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xf0, 0x9f, 0x98]];
const TOKENS = ['"', '\\', '\\u', '\\ud800', '{', '}', '[', ']', ',', ':', 'null', 'NaN', '0', '-', '1e999', '\u0000', '\n', '//', '豪', '😀'].map((text) => [
  ...Buffer.from(text),
]);
const MARK = [0xef, 0xbb, 0xbf];

/** @type {((bytes: Uint8Array, at: number, random: Random) => Uint8Array)[]} */
const MUTATIONS = [
  (bytes, at, random) => replace(bytes, at, at + 1, [bytes[at] ^ (1 << random.below(8))]),
  (bytes, at, random) => replace(bytes, at, at + 1, [random.below(256)]),
  (bytes, at, random) => replace(bytes, at, at + 1, [0x20 + random.below(0x5f)]),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at) => bytes.subarray(at),
  (bytes, at, random) => replace(bytes, at, at + 1 + random.below(40), []),
  (bytes, at, random) =>
    replace(
      bytes,
      at,
      at,
      Array.from({ length: 1 + random.below(8) }, () => random.below(256)),
    ),
  (bytes, at, random) => replace(bytes, at, at, random.pick(NOT_UTF8)),
  (bytes, at, random) => replace(bytes, at, at + random.below(3), random.pick(TOKENS)),
  (bytes, at, random) => replace(bytes, at, at, [...bytes.subarray(random.below(bytes.length), at)].slice(0, 60)),
  (bytes, _at, random) => replace(bytes, 0, 0, random.pick([MARK, [...MARK, ...MARK], [0x20, ...MARK], [0xff, 0xfe]])),
  (bytes, _at, random) => replace(bytes, bytes.length, bytes.length, random.pick([...TOKENS, [0x20], [0]])),
];

/**
 * @param {Uint8Array} bytes
 * @param {Random} random
 * @returns {Uint8Array}
 */
export function mutateBytes(bytes, random) {
  if (bytes.length === 0) return bytes;
  return random.pick(MUTATIONS)(bytes, random.below(bytes.length), random);
}

/** @param {Random} random */
export function randomBytes(random) {
  return Uint8Array.from({ length: random.below(200) }, () => random.below(256));
}

/**
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 * @param {number[]} others
 */
function replace(bytes, from, to, others) {
  return Buffer.concat([bytes.subarray(0, from), Uint8Array.from(others), bytes.subarray(Math.min(to, bytes.length))]);
}
