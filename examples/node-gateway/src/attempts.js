// @ts-check
// Limits the failed log-ins of each address.
import { createHmac } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { redisLimiter, withTimeout } from './redis.js';

const LIMIT = { keyPrefix: 'coupons:log-in', points: 20, duration: 300 };
const IPV4_IN_IPV6 = /^::ffff:(?=\d+\.)/i;
const NETWORK_GROUPS = 4;

/**
 * @typedef {object} Attempts
 * @property {(address: string) => Promise<unknown>} count Counts an attempt. Rejects with `{ msBeforeNext }` after too many failures, with another reason if the store fails.
 * @property {(address: string) => Promise<unknown>} succeeded Undoes the count of a successful attempt.
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
    count: (address) => withTimeout(limiter.consume(keyOf(address))),
    succeeded: (address) => withTimeout(limiter.reward(keyOf(address), 1)),
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
  const [first = ''] = known.split('::');
  return first.split(':').slice(0, NETWORK_GROUPS).join(':');
}
