// @ts-check
// Counts the calls between JavaScript and WebAssembly during one `listCoupons`, now and in the TypeScript client.
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { BEFORE, OURS } from '../compared.mjs';
import { withoutAdditions } from '../readable.mjs';
import * as call from './call.mjs';

export const PART = 'crossings';
export const OUT = 'out of the module';
export const INTO = 'into the module';
/** Before the name of a function that the module calls. */
export const BY_NAME = 'calls ';
export const SIZES = [8, 200];
export const CONTENDERS = [OURS, BEFORE];

const CALLS = 100;

/**
 * The calls per `listCoupons`. Each contender has a host of its own, because only a module that is not yet instantiated can be
 * watched. A host runs the client with readable names.
 *
 * @param {object} places
 * @param {Array<{ name: string, open: () => Promise<import('../types.js').Host> }>} places.openers
 * @param {string} places.sandbox its URL
 * @returns {Promise<import('../rounds.mjs').Result[]>}
 */
export async function countCrossings({ openers, sandbox }) {
  const settings = { baseUrl: `${sandbox}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, key: SANDBOX_KEY };
  const results = [];
  for (const { name: host, open } of openers) {
    for (const contender of CONTENDERS) {
      for (const size of SIZES) {
        const { out, into } = await crossings(open, {
          ...{ part: call.PART, contender, ...settings, memberId: call.MEMBERS.get(size) ?? '', coupons: size, fromMemory: true },
        });
        const result = (/** @type {string} */ what, /** @type {number} */ calls) => ({
          ...{ part: PART, host, what, size, contender },
          samples: [calls / CALLS],
        });
        const calls = Object.entries(out);
        const all = calls.reduce((sum, [, each]) => sum + each, 0);
        results.push(result(OUT, all), result(INTO, into));
        if (contender === OURS) results.push(...calls.map(([name, each]) => result(BY_NAME + withoutAdditions(name), each)));
      }
    }
  }
  return results;
}

/**
 * @param {() => Promise<import('../types.js').Host>} open
 * @param {import('../types.js').CallTask} task
 */
async function crossings(open, task) {
  const host = await open();
  try {
    const { contender } = task;
    await host.call('watchCalls');
    await host.call('hold', contender, task);
    // The first calls look up what the host has.
    await host.call('repeat', contender, CALLS);
    await host.call('countedCalls');
    await host.call('repeat', contender, CALLS);
    const counted = await host.call('countedCalls');
    if (counted.into < CALLS) throw new Error(`${contender} in ${host.name}: expected calls into the module, found ${counted.into}`);
    return counted;
  } finally {
    await host.close();
  }
}
