// @ts-check
// Measures the whole call: to the sandbox over the loopback interface, and with a `fetch` that answers from memory.
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { BEFORE, OURS } from '../compared.mjs';
import { measureRounds } from '../rounds.mjs';

export const PART = 'call';
export const LOOPBACK = 'loopback';
export const MEMORY = 'memory';
export const HAND_WRITTEN = ['crypto-js + axios', 'des.js + ofetch'];
export const CONTENDERS = [OURS, BEFORE, ...HAND_WRITTEN, 'bare fetch + JSON.parse'];
export const MEMBERS = new Map([
  [8, 'K1H93QDKI00B7'],
  [200, 'SANDBOX000200'],
  [10_000, 'SANDBOX010000'],
]);

/**
 * @param {import('../types.js').Host[]} hosts
 * @param {number} rounds
 * @param {string} sandbox its URL
 */
export async function measureCall(hosts, rounds, sandbox) {
  const results = [];
  for (const coupons of MEMBERS.keys()) {
    for (const what of [LOOPBACK, MEMORY]) {
      const contestants = [];
      for (const host of hosts) {
        for (const contender of CONTENDERS) {
          await host.call('prepare', contender, taskOf(contender, coupons, what, sandbox));
          contestants.push({ part: PART, host: host.name, what, size: coupons, contender, sample: () => host.call('timeOf', contender) });
        }
      }
      results.push(...(await measureRounds(rounds, contestants)));
    }
  }
  return results;
}

/**
 * @param {string} contender
 * @param {number} coupons
 * @param {string} what
 * @param {string} sandbox its URL
 */
export function taskOf(contender, coupons, what, sandbox) {
  const settings = { baseUrl: `${sandbox}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, key: SANDBOX_KEY };
  return { part: PART, contender, ...settings, memberId: MEMBERS.get(coupons), coupons, fromMemory: what === MEMORY };
}
