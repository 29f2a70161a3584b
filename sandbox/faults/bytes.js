// @ts-check
// Faults that change the bytes of an answer.

/** @typedef {(body: Uint8Array) => Uint8Array} ChangeBytes */

const MEBIBYTE = 1024 * 1024;
export const HUGE_BYTES = 50 * MEBIBYTE;

/** @type {ChangeBytes} */
export function withByteOrderMark(body) {
  return concat([0xef, 0xbb, 0xbf], body);
}

/**
 * Inserts invalid bytes into the first coupon's name, or else into the first string. The JSON stays well formed, so a lenient
 * decoder shows a wrong name instead of failing.
 *
 * @type {ChangeBytes}
 */
export function withInvalidUtf8(body) {
  // As Latin-1, so that an index in the text is an index in the bytes.
  const text = Array.from(body, (byte) => String.fromCharCode(byte)).join('');
  const places = ['"cpnName":"', ':"'].map((start) => ({ at: text.indexOf(start), length: start.length }));
  const { at, length } = places.find((place) => place.at >= 0) ?? { at: text.length, length: 0 };
  const cut = at + length;
  return concat(body.subarray(0, cut), [0xc3, 0x28], body.subarray(cut));
}

/**
 * The first half, cut between two characters, so that only the JSON is invalid and not the UTF-8.
 *
 * @type {ChangeBytes}
 */
export function firstHalf(body) {
  let end = Math.floor(body.length / 2);
  while (end > 0 && (body[end] & 0xc0) === 0x80) end -= 1;
  return body.subarray(0, end);
}

/**
 * Pads the JSON with white space to a huge size.
 *
 * @type {ChangeBytes}
 */
export function withPadding(body) {
  const huge = new Uint8Array(HUGE_BYTES).fill(0x20);
  huge.set(body.subarray(0, HUGE_BYTES));
  return huge;
}

/** @param {ArrayLike<number>[]} parts */
function concat(...parts) {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
