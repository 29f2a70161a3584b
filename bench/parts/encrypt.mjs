// @ts-check
// Measures the encryption of params of 28 bytes, 1 KiB and 1 MiB, with the key schedule computed per call and cached.
import { createCipheriv } from 'node:crypto';
import { BEFORE, OURS } from '../compared.mjs';
import { measureRounds } from '../rounds.mjs';

export const PART = 'encrypt';
export const KEY_PER_CALL = 'keyPerCall';
export const CACHED = 'cachedSchedule';
export const SIZES = [28, 1_024, 1_048_576];
export const IN_EVERY_HOST = [OURS, BEFORE, 'crypto-js', 'des.js', 'node-forge'];
export const OF_NODE = 'Node’s OpenSSL';
export const DES_CRATE = 'the des crate';
export const OPENSSL = 'OpenSSL';

const KEY = '12345678';
const CONTENDERS = new Map([
  ['Node', [...IN_EVERY_HOST, OF_NODE]],
  ['Chromium', IN_EVERY_HOST],
  ['native', [DES_CRATE, OPENSSL]],
]);

/**
 * @param {import('../types.js').Host[]} hosts
 * @param {number} rounds
 */
export async function measureEncrypt(hosts, rounds) {
  const results = [];
  for (const size of SIZES) {
    for (const way of [KEY_PER_CALL, CACHED]) {
      const contestants = [];
      for (const host of hosts) {
        for (const contender of CONTENDERS.get(host.name) ?? []) {
          const task = taskOf(contender, way, size);
          await host.call('prepare', contender, task);
          const sample = () => host.call('timeOf', contender, host.name === 'native' ? task : undefined);
          contestants.push({ part: PART, host: host.name, what: way, size, contender, sample });
        }
      }
      results.push(...(await measureRounds(rounds, contestants)));
    }
  }
  return results;
}

/**
 * @param {string} contender
 * @param {string} way
 * @param {number} size
 */
export function taskOf(contender, way, size) {
  const text = textOf(size);
  return { part: PART, contender, way, key: KEY, text, expected: encryptWithOpenSsl(text) };
}

/**
 * A query of this many bytes.
 *
 * @param {number} size
 */
function textOf(size) {
  const id = 'K1H93QDKI00B7';
  const rest = size - JSON.stringify({ memberId: '' }).length;
  return JSON.stringify({ memberId: id.repeat(Math.ceil(rest / id.length)).slice(0, rest) });
}

/** @param {string} text */
function encryptWithOpenSsl(text) {
  const cipher = createCipheriv('des-ede3', KEY.repeat(3), null);
  return (cipher.update(text, 'utf8', 'hex') + cipher.final('hex')).toUpperCase();
}
