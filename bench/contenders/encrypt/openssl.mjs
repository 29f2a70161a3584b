// @ts-check
// Node's binding to OpenSSL, which has no single DES there: triple DES under one key three times is single DES.
import { createCipheriv } from 'node:crypto';

export const name = 'Node’s OpenSSL';

const BLOCK = 8;

/** @type {import('../../types.js').Way} */
export const keyPerCall = (key) => (text) => {
  const cipher = createCipheriv('des-ede3', key.repeat(3), null);
  return (cipher.update(text, 'utf8', 'hex') + cipher.final('hex')).toUpperCase();
};

/** @type {import('../../types.js').Way} */
export const cachedSchedule = (key) => {
  // One that has ended cannot be used again: it never ends, and the padding is the caller's.
  const cipher = createCipheriv('des-ede3', key.repeat(3), null).setAutoPadding(false);
  return (text) => {
    const fill = BLOCK - (Buffer.byteLength(text) % BLOCK);
    return cipher.update(text + String.fromCharCode(fill).repeat(fill), 'utf8', 'hex').toUpperCase();
  };
};
