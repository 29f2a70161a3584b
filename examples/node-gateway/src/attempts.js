// @ts-check
// How often may be tried to log in: so many failures from each address.
import { createHmac } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { inTime, redisLimiter } from './redis.js';

const LIMIT = { keyPrefix: 'coupons:log-in', points: 20, duration: 300 };
const IPV4_IN_IPV6 = /^::ffff:(?=\d+\.)/i;
const GROUPS_OF_A_NETWORK = 4;

/**
 * @typedef {object} Attempts
 * @property {(address: string) => Promise<unknown>} count Rejects with `{ msBeforeNext }` when there were too many failures; with anything else when nobody can tell.
 * @property {(address: string) => Promise<unknown>} succeeded Takes back what was counted.
 */

/**
 * @param {string} secret addresses are personal data: they are stored as hashes
 * @param {import('./redis.js').Redis} [redis] where instances count together; default: each its own memory
 * @returns {Attempts}
 */
export function logInAttempts(secret, redis) {
  const limiter = redis ? redisLimiter(redis, LIMIT) : new RateLimiterMemory(LIMIT);
  const keyOf = (/** @type {string} */ address) => createHmac('sha256', secret).update(networkOf(address)).digest('hex').slice(0, 16);
  return {
    count: (address) => inTime(limiter.consume(keyOf(address))),
    succeeded: (address) => inTime(limiter.reward(keyOf(address), 1)),
  };
}

/**
 * Of an IPv6 address the first half: whoever has one of them has all that begin alike.
 *
 * @param {string} address
 */
function networkOf(address) {
  const known = address.replace(IPV4_IN_IPV6, '');
  if (!known.includes(':')) return known;
  const [first = ''] = known.split('::');
  return first.split(':').slice(0, GROUPS_OF_A_NETWORK).join(':');
}
