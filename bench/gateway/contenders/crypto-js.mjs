// @ts-check
// A hand-written gateway that encrypts with crypto-js.
import CryptoJS from 'crypto-js';
import { KEY } from '../places.mjs';
import { serveHandWritten } from './hand-written.mjs';

const key = CryptoJS.enc.Utf8.parse(KEY);

await serveHandWritten((plaintext) => {
  const { ciphertext } = CryptoJS.DES.encrypt(plaintext, key, { mode: CryptoJS.mode.ECB, padding: CryptoJS.pad.Pkcs7 });
  return ciphertext.toString(CryptoJS.enc.Hex).toUpperCase();
});
