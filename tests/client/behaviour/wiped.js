// @ts-check
// A key is wiped from the module's memory after its last use.
import { CouponClient, buildEnvelope, decryptParam, encryptParam, identifyCipher, listCoupons } from 'houcaller-coupons';
import { QUERY, RESPONSE, answering, config, thrownBy } from './fixtures.js';
import { bytesInMemory } from './memory.js';
import { runAlone } from './run-alone.js';
import { between, same } from './same.js';

/** Bytes that the allocator may overwrite at the beginning of freed memory. */
const OVERWRITTEN = 8;

/**
 * How often the end of a text is in the memory. Only the end, because the allocator overwrites the beginning of freed memory.
 *
 * @param {string} text
 */
function occurrences(text) {
  const bytes = bytesInMemory();
  const wanted = [...text.slice(-Math.min(32, text.length - OVERWRITTEN))].map((it) => it.charCodeAt(0));
  let count = 0;
  for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) count += 1;
  }
  return count;
}

/**
 * A random text, which is not in the memory yet.
 *
 * @param {number} [length]
 */
const newText = (length = 256) => Array.from({ length }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');

const TIMES = 6;

/** The lengths of keys. A digest takes blocks of 64 bytes, and keeps a shorter rest in a buffer. */
const LENGTHS = [24, 33, 40, 250, 256];

const LONG_LENGTHS = Array.from({ length: 40 }, (_, at) => 256 + 40 * at);

/** A call whose param is in the memory until it ends. @param {string} text */
function waitingCall(text) {
  const controller = new AbortController();
  const call = new CouponClient(config({ fetch: () => new Promise(() => undefined) })).call('x', { text }, { signal: controller.signal });
  const ended = thrownBy(call);
  return {
    async end() {
      controller.abort();
      await ended;
    },
  };
}

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
      for (const length of LENGTHS) {
        const cipher = /** @type {const} */ ({ key: newText(length), keyDerivation, mode: 'CBC', iv: 'key' });
        const encrypted = encryptParam(QUERY, cipher);
        same(['encryptParam', keyDerivation, length, occurrences(cipher.key)], ['encryptParam', keyDerivation, length, 0]);
        decryptParam(encrypted, cipher);
        same(['decryptParam', keyDerivation, length, occurrences(cipher.key)], ['decryptParam', keyDerivation, length, 0]);
      }
    }
    for (const length of LENGTHS) {
      const key = newText(length);
      identifyCipher(key);
      same(['identifyCipher', length, occurrences(key)], ['identifyCipher', length, 0]);
    }
  },

  async 'a key with other characters than ASCII is wiped too, although its text moves while it is encoded'() {
    const waiting = LONG_LENGTHS.map((length) => waitingCall('z'.repeat(length)));
    // Each call that ends leaves a gap between those that wait, in which a longer text has no place.
    for (const { end } of waiting.filter((_, at) => at % 2)) await end();
    for (const length of LONG_LENGTHS) {
      for (const others of ['豪', 'é'.repeat(length), '🥩ascii']) {
        const start = newText(length);
        encryptParam(QUERY, { key: start + others });
        same([length, others.slice(0, 2), occurrences(start)], [length, others.slice(0, 2), 0]);
      }
    }
    for (const { end } of waiting.filter((_, at) => at % 2 === 0)) await end();
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
