// @ts-check
// Who is logged in, for a demonstration in one browser: a worker may set no cookie, and is stopped when it has nothing to do.

const NAME = '/session-of-the-demo';

/** @typedef {import('../../examples/node-gateway/src/sessions.js').Account} Account */

const cache = () => caches.open('coupon-desk-demo');

/** As much of `Sessions` as the log-in and the gateway ask for. */
export const keptSession = {
  async of() {
    const kept = await (await cache()).match(NAME);
    if (!kept) throw new Error('nobody is logged in');
    return { account: /** @type {Account} */ (await kept.json()) };
  },
  /** @param {Account} account */
  async begin(account) {
    await (await cache()).put(NAME, Response.json(account));
    return '';
  },
  async end() {
    await (await cache()).delete(NAME);
    return '';
  },
};
