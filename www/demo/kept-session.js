// @ts-check
// The session of the demo, stored in Cache Storage. A service worker may not set a cookie, and loses its memory when the browser stops it.

const NAME = '/session-of-the-demo';

/** @typedef {import('../../examples/node-gateway/src/sessions.js').Account} Account */

const cache = () => caches.open('coupon-desk-demo');

/** The methods of `Sessions` that the log-in and the gateway call. */
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
