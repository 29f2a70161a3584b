// @ts-check
// Keeps the sessions that ended before their tokens expired, so that copies of those tokens are refused.
import { randomUUID } from 'node:crypto';
import { withTimeout } from './redis.js';

/**
 * @typedef {object} Token
 * @property {string} id
 * @property {string} account a hash of the account's id
 * @property {string | undefined} generation of the store when the session began
 *
 * @typedef {object} EndedSessions Each method rejects if the store is unavailable.
 * @property {(id: string, account: string, seconds: number) => Promise<string | undefined>} begin Stores the session as its account's latest. Returns the store's generation.
 * @property {(id: string, seconds: number) => Promise<void>} add Ends the session, for as long as its token is valid.
 * @property {(token: Token) => Promise<boolean>} has
 */

/**
 * Keeps them in memory, for a single instance. They are lost at a restart.
 *
 * @param {{ onePerAccount?: boolean }} [options] `onePerAccount`: a log-in ends the account's previous session
 * @returns {EndedSessions}
 */
export function endedInMemory({ onePerAccount = false } = {}) {
  /** @type {Map<string, number>} */
  const until = new Map();
  /** @type {Map<string, string>} */
  const latest = new Map();
  return {
    async begin(id, account) {
      if (onePerAccount) latest.set(account, id);
      return undefined;
    },
    async add(id, seconds) {
      const now = Date.now();
      for (const [other, end] of until) if (end < now) until.delete(other);
      until.set(id, now + seconds * 1000);
    },
    has: async ({ id, account }) => (until.get(id) ?? 0) > Date.now() || (onePerAccount && latest.get(account) !== id),
  };
}

/**
 * Keeps them in Redis, for several instances. Tokens contain the generation of the store. A store that lost data has another
 * generation, so that all tokens become invalid and no ended session is accepted again.
 *
 * @param {import('./redis.js').Redis} redis
 * @param {{ onePerAccount?: boolean }} [options] `onePerAccount`: a log-in ends the account's previous session
 * @returns {EndedSessions}
 */
export function endedInRedis({ client, generationKey }, { onePerAccount = false } = {}) {
  const endedKey = (/** @type {string} */ id) => `coupons:ended:${id}`;
  const latestKey = (/** @type {string} */ account) => `coupons:latest:${account}`;
  return {
    async begin(id, account, seconds) {
      const key = await generationKey();
      const transaction = client.multi().set(key, randomUUID(), { condition: 'NX' }).get(key);
      if (onePerAccount) transaction.set(latestKey(account), id, { expiration: { type: 'EX', value: seconds } });
      const [, generation] = await withTimeout(transaction.exec());
      return String(generation);
    },
    async add(id, seconds) {
      await withTimeout(client.set(endedKey(id), '1', { expiration: { type: 'EX', value: seconds } }));
    },
    async has({ id, account, generation }) {
      const [current, ended, latest] = await withTimeout(client.mGet([await generationKey(), endedKey(id), latestKey(account)]));
      return current !== generation || ended !== null || (onePerAccount && latest !== id);
    },
  };
}
