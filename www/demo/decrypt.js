// @ts-check
// Decryption for the sandbox in a service worker, which has no OpenSSL.
import des from 'des.js';

/**
 * @param {string} key
 * @returns {import('../../sandbox/decrypt.js').Decrypt}
 */
export function desEcb(key) {
  const bytes = [...new TextEncoder().encode(key)].slice(0, 8);
  return (param) => {
    if (!/^(?:[0-9A-F]{16})+$/.test(param)) throw new TypeError('param is not upper-case hex of whole blocks');
    const decipher = des.DES.create({ type: 'decrypt', key: bytes });
    const encrypted = Array.from({ length: param.length / 2 }, (_, index) => Number.parseInt(param.slice(2 * index, 2 * index + 2), 16));
    const plaintext = [...decipher.update(encrypted), ...decipher.final()];
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(plaintext));
  };
}
