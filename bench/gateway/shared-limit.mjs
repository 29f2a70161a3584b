// @ts-check
// Two instances that count requests in one Redis, behind a proxy that gives them requests in turn: how many each caller gets through.
import { startRedis } from '../../tests/examples/redis.js';
import { start, withChildren } from './child.mjs';
import { ROUTE } from './places.mjs';
import { startProxy } from './proxy.mjs';
import { requestOf } from './sessions.mjs';

/** Each caller asks several times at once, so that both instances count it at the same moment. */
const AT_ONCE = 4;
/** Of the last window: whoever goes on to its very end may begin another. */
const REST = 0.2;

/**
 * @typedef {object} Told
 * @property {number[]} allowed of each caller, in all windows
 * @property {number} refused
 * @property {Record<string, number>} others answers that are neither coupons nor 429, by their status
 * @property {number[]} instances how many requests each had
 * @property {number} seconds
 */

/**
 * @param {{ callers: number, points: number, windowSeconds: number, windows: number }} options
 * @returns {Promise<Told>}
 */
export async function sharedLimit({ callers, points, windowSeconds, windows }) {
  const redis = await startRedis();
  try {
    return await withChildren([start('crm/quick.mjs')], async (crm) => {
      const options = { crm: crm.url, redis: redis.url, points, window: windowSeconds };
      return withChildren([start('contenders/gateway.mjs', options), start('contenders/gateway.mjs', options)], async (...gateways) => {
        const proxy = await startProxy(gateways.map(({ port }) => port));
        try {
          return await counted(proxy.url, gateways.map(({ url }) => url), { callers, seconds: (windows - REST) * windowSeconds });
        } finally {
          await proxy.close();
        }
      });
    });
  } finally {
    await redis.stop();
  }
}

/**
 * @param {string} url
 * @param {string[]} instances
 * @param {{ callers: number, seconds: number }} options
 * @returns {Promise<Told>}
 */
async function counted(url, instances, { callers, seconds }) {
  const allowed = Array(callers).fill(0);
  /** @type {Record<string, number>} */
  const others = {};
  let refused = 0;
  const began = performance.now();
  const asks = async (/** @type {number} */ caller) => {
    while (performance.now() - began < seconds * 1_000) {
      const response = await fetch(url + ROUTE, requestOf(caller));
      await response.text();
      if (response.status === 200) allowed[caller] += 1;
      else if (response.status === 429) refused += 1;
      else others[response.status] = (others[response.status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: callers * AT_ONCE }, (_, index) => asks(index % callers)));
  return { allowed, refused, others, instances: await Promise.all(instances.map(asked)), seconds: (performance.now() - began) / 1_000 };
}

/** @param {string} url */
async function asked(url) {
  const metrics = await (await fetch(`${url}/coupons/metrics`)).text();
  const counts = [...metrics.matchAll(/^houcaller_gateway_requests_total\{.*route="listCpnItemByMember".*\} (\d+)/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
