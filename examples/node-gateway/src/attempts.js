// @ts-check
// Limits the failed log-ins of each address.
import { createHmac } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { networkOf } from './client-address.js';
import { redisLimiter, withTimeout } from './redis.js';

const LIMIT = { keyPrefix: 'coupons:log-in', points: 20, duration: 300 };
/** How soon one of the log-ins under way will have ended. */
const SOON_MS = 1_000;

/**
 * Counts an attempt (1 point), or undoes a count (-1 point). Attempts beyond the limit are not counted, and a count whose time
 * is over is not undone, because the next ones would then have more attempts. ARGV: points, seconds, limit.
 */
const COUNT = `
local points = tonumber(ARGV[1])
local counted = tonumber(redis.call('get', KEYS[1]) or '0')
if points > 0 and counted >= tonumber(ARGV[3]) then return { counted + points, redis.call('pttl', KEYS[1]) } end
if points < 0 and counted <= 0 then return { 0, 0 } end
redis.call('set', KEYS[1], 0, 'EX', ARGV[2], 'NX')
return { redis.call('incrby', KEYS[1], points), redis.call('pttl', KEYS[1]) }`;

/**
 * @typedef {object} Attempts
 * @property {(address: string) => Promise<EndAttempt>} begin Counts an attempt. Rejects with `{ msBeforeNext }` if there are too many, with another reason if the store fails.
 *
 * Ends an attempt. Only those that failed stay counted. Never rejects.
 *
 * @callback EndAttempt
 * @param {boolean} failed
 * @returns {Promise<void>}
 */

/**
 * @param {string} secret hashes the addresses, which are personal data
 * @param {import('./redis.js').Redis} [redis] the store that the instances share; default: the memory of this instance
 * @returns {Attempts}
 */
export function logInAttempts(secret, redis) {
  const limiter = redis ? redisLimiter(redis, { ...LIMIT, customIncrTtlLuaScript: COUNT }) : new RateLimiterMemory(LIMIT);
  const keyOf = (/** @type {string} */ address) => createHmac('sha256', secret).update(networkOf(address)).digest('hex').slice(0, 16);
  /** The attempts under way in this instance, by their key. @type {Map<string, number>} */
  const underWay = new Map();

  const undo = (/** @type {string} */ key) => limiter.reward(key, 1);

  return {
    async begin(address) {
      const key = keyOf(address);
      const counting = limiter.consume(key);
      const { msBeforeNext } = await withTimeout(counting).catch(async (refused) => {
        if (refused?.msBeforeNext === undefined) {
          // A Redis that answers late has counted an attempt that is not made.
          counting.then(() => undo(key)).catch(() => {});
          throw refused;
        }
        // Unlike the script, the limiter in memory has counted it.
        if (!redis) await undo(key);
        throw underWay.has(key) ? { msBeforeNext: SOON_MS } : refused;
      });
      const over = performance.now() + msBeforeNext;
      underWay.set(key, (underWay.get(key) ?? 0) + 1);
      return async (failed) => {
        const others = (underWay.get(key) ?? 0) - 1;
        if (others > 0) underWay.set(key, others);
        else underWay.delete(key);
        if (!failed && performance.now() < over) await withTimeout(undo(key)).catch(() => {});
      };
    },
  };
}
