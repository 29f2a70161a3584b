// @ts-check
import des from 'des.js';

export const name = 'des.js';

const BLOCK = 8;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0').toUpperCase());
const utf8 = new TextEncoder();

/** @type {import('./index.mjs').Way} */
export const keyPerCall = (key) => (text) => hex(encryptor(key).update(padded(text)));

/** @type {import('./index.mjs').Way} */
export const cachedSchedule = (key) => {
  const cipher = encryptor(key);
  return (text) => hex(cipher.update(padded(text)));
};

/** @param {string} key */
const encryptor = (key) => des.DES.create({ type: 'encrypt', key: utf8.encode(key) });

/**
 * Adds PKCS#5 padding, because des.js supports only zero padding.
 *
 * @param {string} text
 */
function padded(text) {
  const bytes = utf8.encode(text);
  const fill = BLOCK - (bytes.length % BLOCK);
  const blocks = new Uint8Array(bytes.length + fill).fill(fill, bytes.length);
  blocks.set(bytes);
  return blocks;
}

/** @param {number[]} bytes */
function hex(bytes) {
  let digits = '';
  for (const byte of bytes) digits += HEX[byte];
  return digits;
}
