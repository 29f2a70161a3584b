// @ts-check
// Measures how many requests each caller gets through two instances that share a rate limit in Redis, behind a proxy.
import { startRedis } from '../../tests/support/redis.js';
import { start, withChildren } from './child.mjs';
import { ROUTE } from './places.mjs';
import { startProxy } from './proxy.mjs';
import { requestsOf } from './requests.mjs';
import { requestOf } from './sessions.mjs';

/** Each caller sends several requests at once, so that both instances count them at the same time. */
const AT_ONCE = 4;
/** Longer than any run, so that all requests fall into one window. */
const WINDOW_SECONDS = 3_600;

/**
 * @typedef {object} Counts
 * @property {number[]} allowed of each caller
 * @property {number} refused
 * @property {Record<string, number>} others answers that are neither coupons nor 429, by their status
 * @property {number[]} instances the number of requests of each
 * @property {number} seconds
 */

/**
 * @param {{ callers: number, points: number, requests: number }} options `points`: the limit; `requests`: per caller
 * @returns {Promise<Counts>}
 */
export async function sharedLimit({ callers, points, requests }) {
  const redis = await startRedis();
  try {
    return await withChildren([start('crm/quick.mjs')], async (crm) => {
      const options = { crm: crm.url, redis: redis.url, points, window: WINDOW_SECONDS };
      return withChildren([start('contenders/gateway.mjs', options), start('contenders/gateway.mjs', options)], async (...gateways) => {
        const proxy = await startProxy(gateways.map(({ port }) => port));
        try {
          return await countRequests(
            proxy.url,
            gateways.map(({ url }) => url),
            { callers, requests },
          );
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
 * @param {{ callers: number, requests: number }} options
 * @returns {Promise<Counts>}
 */
async function countRequests(url, instances, { callers, requests }) {
  const allowed = Array(callers).fill(0);
  /** @type {Record<string, number>} */
  const others = {};
  let refused = 0;
  const began = performance.now();
  const left = Array(callers).fill(requests);
  const asks = async (/** @type {number} */ caller) => {
    while (left[caller]-- > 0) {
      const response = await fetch(url + ROUTE, requestOf(caller));
      await response.text();
      if (response.status === 200) allowed[caller] += 1;
      else if (response.status === 429) refused += 1;
      else others[response.status] = (others[response.status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: callers * AT_ONCE }, (_, index) => asks(index % callers)));
  return { allowed, refused, others, instances: await Promise.all(instances.map(requestsOf)), seconds: (performance.now() - began) / 1_000 };
}
