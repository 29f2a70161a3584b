// @ts-check
import CryptoJS from 'crypto-js/core.js';
import 'crypto-js/tripledes.js';
import 'crypto-js/mode-ecb.js';

export const name = 'crypto-js';

const { DES } = CryptoJS;
const OPTIONS = { mode: CryptoJS.mode.ECB, padding: CryptoJS.pad.Pkcs7 };

/** @type {import('../../types.js').EncryptorFactory} */
export const keyPerCall = (key) => (text) => DES.encrypt(text, CryptoJS.enc.Utf8.parse(key), OPTIONS).ciphertext.toString(CryptoJS.enc.Hex).toUpperCase();

/** @type {import('../../types.js').EncryptorFactory} */
export const cachedSchedule = (key) => {
  // Not reset between texts, because ECB has no state and a reset would compute the key schedule again.
  const encryptor = CryptoJS.algo.DES.createEncryptor(CryptoJS.enc.Utf8.parse(key), OPTIONS);
  return (text) => encryptor.finalize(text).toString(CryptoJS.enc.Hex).toUpperCase();
};
