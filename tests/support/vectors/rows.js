// @ts-check
// Reads the test vectors in this folder, one JSON object per line.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Row
 * @property {import('houcaller-coupons').Cipher} cipher
 * @property {string} [text]
 * @property {string} [base64]
 * @property {string} [repeat]
 * @property {number} [size]
 * @property {string} [expect]
 * @property {string} [sha256]
 * @property {string} [tail]
 * @property {string} [param]
 * @property {string} [error]
 */

/**
 * @param {string} file
 * @returns {Row[]}
 */
export function rows(file) {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** @param {Row} row The plaintext: text, bytes, or a text repeated up to a size. */
export function plaintext(row) {
  if (row.text !== undefined) return row.text;
  if (row.base64 !== undefined) return new Uint8Array(Buffer.from(row.base64, 'base64'));
  return new Uint8Array(Buffer.alloc(row.size ?? 0, row.repeat));
}
