// @ts-check
import forge from 'node-forge';

export const name = 'node-forge';

/** @type {import('./index.mjs').Way} */
export const keyPerCall = (key) => (text) => encrypt(forge.cipher.createCipher('DES-ECB', key), text);

/** @type {import('./index.mjs').Way} */
export const cachedSchedule = (key) => {
  const cipher = forge.cipher.createCipher('DES-ECB', key);
  return (text) => encrypt(cipher, text);
};

/**
 * @param {forge.cipher.BlockCipher} cipher
 * @param {string} text
 */
function encrypt(cipher, text) {
  cipher.start({});
  cipher.update(forge.util.createBuffer(text, 'utf8'));
  cipher.finish();
  return cipher.output.toHex().toUpperCase();
}
