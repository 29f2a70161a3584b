// @ts-check
// Decrypts `param` with Node's OpenSSL.
import { createDecipheriv } from 'node:crypto';

/**
 * Decrypts a `param`, or throws. For another cipher scheme, pass another function of this type.
 *
 * @typedef {(param: string) => string} Decrypt
 */

const KEY_BYTES = 8;
const WHOLE_BLOCKS = /^(?:[0-9A-F]{16})+$/;

/**
 * The documented scheme as Java servers implement it: DES, ECB, PKCS#5, the key's first 8 bytes, upper-case hex.
 *
 * Uses triple DES with the same key three times, which is single DES, because Node's OpenSSL has no single DES without its
 * legacy provider.
 *
 * @param {string} key
 * @returns {Decrypt}
 */
export function desEcb(key) {
  const bytes = Buffer.from(key, 'utf8');
  if (bytes.length < KEY_BYTES) {
    throw new RangeError(`A DES key needs at least ${KEY_BYTES} bytes; this one has ${bytes.length}.`);
  }
  const single = bytes.subarray(0, KEY_BYTES);
  const triple = Buffer.concat([single, single, single]);

  return (param) => {
    if (!WHOLE_BLOCKS.test(param)) throw new TypeError('param is not upper-case hex of whole blocks');
    const decipher = createDecipheriv('des-ede3-ecb', triple, null);
    const plaintext = Buffer.concat([decipher.update(param, 'hex'), decipher.final()]);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext);
  };
}
