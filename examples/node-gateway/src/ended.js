// @ts-check
// Sessions that were logged out before their time. A token is good until it expires wherever it was copied to, unless it stands here.

/**
 * @typedef {object} Ended
 * @property {(id: string, seconds: number) => Promise<void>} add for as long as its token would be good
 * @property {(id: string) => Promise<boolean>} has
 */

/**
 * In the memory of this instance: for one that is alone.
 *
 * @returns {Ended}
 */
export function endedHere() {
  /** @type {Map<string, number>} */
  const until = new Map();
  return {
    async add(id, seconds) {
      const now = Date.now();
      for (const [other, end] of until) if (end < now) until.delete(other);
      until.set(id, now + seconds * 1000);
    },
    has: async (id) => (until.get(id) ?? 0) > Date.now(),
  };
}

/**
 * Where all instances see it.
 *
 * @param {import('./redis.js').Redis} redis
 * @returns {Ended}
 */
export function endedInRedis(redis) {
  const key = (/** @type {string} */ id) => `coupons:ended:${id}`;
  return {
    add: async (id, seconds) => void (await redis.set(key(id), '1', { expiration: { type: 'EX', value: seconds } })),
    has: async (id) => (await redis.exists(key(id))) === 1,
  };
}
