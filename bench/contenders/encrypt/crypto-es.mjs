// @ts-check
import { DES, DESAlgo, ECB, Hex, Pkcs7, Utf8 } from 'crypto-es';

export const name = 'crypto-es';

const OPTIONS = { mode: ECB, padding: Pkcs7 };

/** @type {import('./index.mjs').Way} */
export const keyPerCall = (key) => (text) => hex(DES.encrypt(text, Utf8.parse(key), OPTIONS).ciphertext);

/** @type {import('./index.mjs').Way} */
export const cachedSchedule = (key) => {
  const encryptor = DESAlgo.createEncryptor(Utf8.parse(key), OPTIONS);
  return (text) => hex(encryptor.finalize(text));
};

/** @param {import('crypto-es').WordArray | undefined} words */
const hex = (words) => words?.toString(Hex).toUpperCase() ?? '';
