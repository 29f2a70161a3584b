// @ts-check
// A key is wiped from the module's memory after its last use.
import { buildEnvelope, decryptParam, encryptParam, identifyCipher, listCoupons } from 'houcaller-coupons';
import { QUERY, RESPONSE, answering, thrownBy } from './fixtures.js';
import { bytesInMemory } from './memory.js';
import { runAlone } from './run-alone.js';
import { between, same } from './same.js';

/**
 * How often the end of a text is in the memory. Only the end, because the allocator overwrites the beginning of freed memory.
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

/** A long random text, which is not in the memory yet. */
const newText = () => Array.from({ length: 256 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');

const TIMES = 6;

/** @type {import('./fixtures.js').Cases} */
export const wiped = {
  async 'a key is wiped with its client'() {
    for (let time = 0; time < TIMES; time += 1) {
      const cipher = { key: newText() };
      buildEnvelope(QUERY, { ...answering(RESPONSE), cipher });
      same(occurrences(cipher.key), 0);
      await listCoupons(QUERY, { ...answering(RESPONSE), cipher });
      same(occurrences(cipher.key), 0);
    }
  },

  'a key is wiped after each function'() {
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

  async 'the search finds a text that is not wiped'() {
    for (let time = 0; time < TIMES; time += 1) {
      const text = newText();
      // The param is not secret and is not wiped.
      await thrownBy(() => decryptParam(text, { key: newText() }));
      between(occurrences(text), 1, Infinity);
    }
  },
};

void runAlone('wiped.js', wiped);
