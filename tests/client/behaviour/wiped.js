// @ts-check
// A key does not stay in the module's memory when nobody uses it any more.
import { buildEnvelope, decryptParam, encryptParam, identifyCipher, listCoupons } from 'houcaller-coupons';
import { QUERY, RESPONSE, answering, thrownBy } from './fixtures.js';
import { bytesInMemory } from './memory.js';
import { runAlone } from './run-alone.js';
import { between, same } from './same.js';

/**
 * How often the end of a text stands in the memory: an allocator overwrites the beginning of what is freed.
 *
 * @param {string} text
 */
function occurrences(text) {
  const bytes = bytesInMemory();
  const wanted = [...text.slice(-32)].map((it) => it.charCodeAt(0));
  let count = 0;
  for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) count += 1;
  }
  return count;
}

/** A long text that was not in the module before. */
const newText = () => Array.from({ length: 256 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');

const TIMES = 6;

/** @type {import('./fixtures.js').Cases} */
export const wiped = {
  async 'a key is gone with its client'() {
    for (let time = 0; time < TIMES; time += 1) {
      const cipher = { key: newText() };
      buildEnvelope(QUERY, { ...answering(RESPONSE), cipher });
      same(occurrences(cipher.key), 0);
      await listCoupons(QUERY, { ...answering(RESPONSE), cipher });
      same(occurrences(cipher.key), 0);
    }
  },

  'a key is gone after each function'() {
    for (const keyDerivation of /** @type {const} */ (['first8', 'zeroFill', 'sha1prng', 'md5', 'md5Lower', 'md5Bytes', 'sha1'])) {
      const cipher = /** @type {const} */ ({ key: newText(), keyDerivation, mode: 'CBC', iv: 'key' });
      const encrypted = encryptParam(QUERY, cipher);
      same(['encryptParam', keyDerivation, occurrences(cipher.key)], ['encryptParam', keyDerivation, 0]);
      decryptParam(encrypted, cipher);
      same(['decryptParam', keyDerivation, occurrences(cipher.key)], ['decryptParam', keyDerivation, 0]);
    }
    const key = newText();
    identifyCipher(key);
    same(occurrences(key), 0);
  },

  async 'the search finds what was not wiped'() {
    for (let time = 0; time < TIMES; time += 1) {
      const text = newText();
      // What is to be decrypted is no secret, and stays where it was.
      await thrownBy(() => decryptParam(text, { key: newText() }));
      between(occurrences(text), 1, Infinity);
    }
  },
};

void runAlone('wiped.js', wiped);
