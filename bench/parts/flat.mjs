// @ts-check
// Measures the memory during many calls: that of the WebAssembly modules, and the heap after a garbage collection.
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { OURS } from '../compared.mjs';
import * as call from './call.mjs';

export const PART = 'flat';
export const MODULE = 'module';
export const HEAP = 'heap';
export const COUPONS = 8;
/** In each round; a usual run has enough rounds for a million. */
export const CALLS = 1_000_000;
const CALLS_PER_ROUND = 200_000;
export const MARKS = 5;
/** Code is compiled and caches are filled. */
export const WARM_UP_CALLS = 20_000;

/**
 * The bytes after 0, 1, … `MARKS` fifths of the calls. The size of a result is the number of calls so far.
 *
 * @param {Array<{ name: string, open: () => Promise<import('../types.js').Host> }>} openers
 * @param {number} rounds
 * @param {string} sandbox its URL
 * @returns {Promise<import('../rounds.mjs').Result[]>}
 */
export async function measureFlat(openers, rounds, sandbox) {
  const settings = { baseUrl: `${sandbox}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, key: SANDBOX_KEY };
  const step = Math.min(CALLS, rounds * CALLS_PER_ROUND) / MARKS;
  const results = [];
  for (const { name, open } of openers) {
    const host = await open();
    try {
      await host.call('hold', OURS, { part: call.PART, contender: OURS, ...settings, memberId: call.MEMBERS.get(COUPONS), coupons: COUPONS, fromMemory: true });
      await host.call('repeat', OURS, WARM_UP_CALLS);
      for (let mark = 0; mark <= MARKS; mark += 1) {
        if (mark > 0) await host.call('repeat', OURS, step);
        for (const [what, measure] of [
          [MODULE, 'moduleMemory'],
          [HEAP, 'heapInUse'],
        ]) {
          results.push({ part: PART, host: name, what, size: mark * step, contender: OURS, samples: [await host.call(measure)] });
        }
      }
    } finally {
      await host.close();
    }
  }
  return results;
}
