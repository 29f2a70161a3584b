// @ts-check
// Sessions that were ended before their time. A token is good until it expires wherever it was copied to, unless this says otherwise.
import { randomUUID } from 'node:crypto';
import { inTime } from './redis.js';

/**
 * @typedef {object} Token
 * @property {string} id
 * @property {string} account a hash of the account's id
 * @property {string | undefined} generation of the store when the session began
 *
 * @typedef {object} Ended Each rejects when the store cannot be asked.
 * @property {(id: string, account: string, seconds: number) => Promise<string | undefined>} begin Remembers the session as its account's latest. Returns the store's generation.
 * @property {(id: string, seconds: number) => Promise<void>} add Ends the session, for as long as its token would be good.
 * @property {(token: Token) => Promise<boolean>} has
 */

/**
 * In the memory of this instance: for one that is alone. It forgets them when it is started again.
 *
 * @param {{ onePerAccount?: boolean }} [options] `onePerAccount`: a log-in ends the account's session before it
 * @returns {Ended}
 */
export function endedHere({ onePerAccount = false } = {}) {
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
 * Where all instances see it. Tokens carry the generation of the store: one that was emptied, or has gone back to an older state, has another generation,
 * so that nobody who was logged out is let in again. Everybody logs in anew then.
 *
 * @param {import('./redis.js').Redis} redis
 * @param {{ onePerAccount?: boolean }} [options] `onePerAccount`: a log-in ends the account's session before it
 * @returns {Ended}
 */
export function endedInRedis({ client, generationKey }, { onePerAccount = false } = {}) {
  const endedKey = (/** @type {string} */ id) => `coupons:ended:${id}`;
  const latestKey = (/** @type {string} */ account) => `coupons:latest:${account}`;
  return {
    async begin(id, account, seconds) {
      const key = await generationKey();
      const transaction = client.multi().set(key, randomUUID(), { condition: 'NX' }).get(key);
      if (onePerAccount) transaction.set(latestKey(account), id, { expiration: { type: 'EX', value: seconds } });
      const [, generation] = await inTime(transaction.exec());
      return String(generation);
    },
    async add(id, seconds) {
      await inTime(client.set(endedKey(id), '1', { expiration: { type: 'EX', value: seconds } }));
    },
    async has({ id, account, generation }) {
      const [current, ended, latest] = await inTime(client.mGet([await generationKey(), endedKey(id), latestKey(account)]));
      return current !== generation || ended !== null || (onePerAccount && latest !== id);
    },
  };
}
