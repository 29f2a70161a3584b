// @ts-check
// Limits the failed log-ins of each address.
import { createHmac } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { redisLimiter, withTimeout } from './redis.js';

const LIMIT = { keyPrefix: 'coupons:log-in', points: 20, duration: 300 };
const IPV4_IN_IPV6 = /^::ffff:(?=\d+\.)/i;
const GROUPS = 8;
const NETWORK_GROUPS = 4;

/**
 * @typedef {object} Attempts
 * @property {(address: string) => Promise<unknown>} count Counts an attempt. Rejects with `{ msBeforeNext }` after too many failures, with another reason if the store fails.
 * @property {(address: string) => Promise<unknown>} notFailed Undoes the count of an attempt that succeeded or met an outage.
 */

/**
 * @param {string} secret hashes the addresses, which are personal data
 * @param {import('./redis.js').Redis} [redis] the store that the instances share; default: the memory of this instance
 * @returns {Attempts}
 */
export function logInAttempts(secret, redis) {
  const limiter = redis ? redisLimiter(redis, LIMIT) : new RateLimiterMemory(LIMIT);
  const keyOf = (/** @type {string} */ address) => createHmac('sha256', secret).update(networkOf(address)).digest('hex').slice(0, 16);
  return {
    count: (address) =>
      withTimeout(limiter.consume(keyOf(address))).catch(async (refused) => {
        // An attempt that is not made cannot fail, so it must not keep the address out for longer.
        if (refused?.msBeforeNext !== undefined) await withTimeout(limiter.reward(keyOf(address), 1)).catch(() => {});
        throw refused;
      }),
    notFailed: (address) => withTimeout(limiter.reward(keyOf(address), 1)),
  };
}

/**
 * The first half of an IPv6 address, because a subscriber usually has all addresses of such a network.
 *
 * @param {string} address
 */
function networkOf(address) {
  const known = address.replace(IPV4_IN_IPV6, '');
  if (!known.includes(':')) return known;
  return groupsOf(known).slice(0, NETWORK_GROUPS).join(':');
}

/**
 * The groups of an IPv6 address in one notation, without `::`, leading zeros and capitals.
 *
 * @param {string} address
 */
function groupsOf(address) {
  const [before = [], after] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = after ? Math.max(0, GROUPS - before.length - after.length) : 0;
  return [...before, ...Array(zeros).fill('0'), ...(after ?? [])].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
}
