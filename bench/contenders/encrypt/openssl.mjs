// @ts-check
// Encrypts with Node's OpenSSL. It has no single DES, so this uses triple DES with the same key three times, which is single DES.
import { createCipheriv } from 'node:crypto';

export const name = 'Node’s OpenSSL';

const BLOCK = 8;

/** @type {import('./index.mjs').Way} */
export const keyPerCall = (key) => (text) => {
  const cipher = createCipheriv('des-ede3', key.repeat(3), null);
  return (cipher.update(text, 'utf8', 'hex') + cipher.final('hex')).toUpperCase();
};

/** @type {import('./index.mjs').Way} */
export const cachedSchedule = (key) => {
  // `final` is never called, because it would end the cipher. So the padding is added by hand.
  const cipher = createCipheriv('des-ede3', key.repeat(3), null).setAutoPadding(false);
  return (text) => {
    const fill = BLOCK - (Buffer.byteLength(text) % BLOCK);
    return cipher.update(text + String.fromCharCode(fill).repeat(fill), 'utf8', 'hex').toUpperCase();
  };
};
