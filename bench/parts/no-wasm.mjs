// @ts-check
// Measures the entry without WebAssembly beside the default entry and crypto-js + axios.
import { NO_WASM, OURS } from '../compared.mjs';
import { measureRounds } from '../rounds.mjs';
import * as call from './call.mjs';
import * as encrypt from './encrypt.mjs';

export const PART = 'no-wasm';
export const ENCRYPTED = [28, 1_048_576];
export const LISTED = [8, 10_000];

/**
 * @param {import('../types.js').Host[]} hosts
 * @param {number} rounds
 * @param {string} sandbox its URL
 */
export async function measureNoWasm(hosts, rounds, sandbox) {
  const cases = [
    ...ENCRYPTED.map((size) => ({
      ...{ what: encrypt.CACHED, size, rival: 'crypto-js' },
      taskOf: (/** @type {string} */ contender) => encrypt.taskOf(contender, encrypt.CACHED, size),
    })),
    ...LISTED.map((size) => ({
      ...{ what: call.MEMORY, size, rival: 'crypto-js + axios' },
      taskOf: (/** @type {string} */ contender) => call.taskOf(contender, size, call.MEMORY, sandbox),
    })),
  ];
  const results = [];
  for (const { what, size, rival, taskOf } of cases) {
    const contestants = [];
    for (const host of hosts) {
      for (const contender of [OURS, NO_WASM, rival]) {
        await host.call('prepare', contender, taskOf(contender));
        contestants.push({ part: PART, host: host.name, what, size, contender, sample: () => host.call('timeOf', contender) });
      }
    }
    results.push(...(await measureRounds(rounds, contestants)));
  }
  return results;
}
