// @ts-check
// A CRM in a replaced `fetch`. It records each request: its id, its time, its state, and the largest number of open requests.
import { readFileSync } from 'node:fs';
import { CouponClient } from 'houcaller-coupons';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { desEcb } from '../../../sandbox/decrypt.js';

export const PUBLISHED = readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url), 'utf8');

/**
 * @typedef {object} Reply
 * @property {number} [afterMs] the delay, default 0; with `Infinity` it never comes
 * @property {number} [status] default 200
 * @property {Record<string, string>} [headers]
 * @property {string} [body] default: the published answer
 * @property {boolean} [lost] whether `fetch` rejects as without a network
 *
 * @typedef {object} Asked
 * @property {string} id memberId or platformId
 * @property {number} at the time of the request, as `performance.now()`
 * @property {'open' | 'answered' | 'lost' | 'aborted'} state
 */

/**
 * @param {(id: string, times: number) => Reply} [answer] `times` is the number of earlier requests for the same id
 */
export function createCrm(answer = () => ({})) {
  const decrypt = desEcb(SANDBOX_KEY);
  /** @type {Asked[]} */
  const requests = [];
  let open = 0;
  let most = 0;

  /** @type {typeof globalThis.fetch} */
  const fetch = async (_url, init) => {
    const query = JSON.parse(decrypt(JSON.parse(String(init?.body)).param));
    const id = query.memberId ?? query.platformId;
    const reply = answer(id, requests.filter((request) => request.id === id).length);
    /** @type {Asked} */
    const request = { id, at: performance.now(), state: 'open' };
    requests.push(request);
    open += 1;
    most = Math.max(most, open);
    try {
      await wait(reply.afterMs ?? 0, init?.signal ?? undefined);
      request.state = reply.lost ? 'lost' : 'answered';
      if (reply.lost) throw new TypeError('no network');
      const { status = 200, headers = {}, body = PUBLISHED } = reply;
      return new Response(body, { status, headers });
    } finally {
      open -= 1;
      if (request.state === 'open') request.state = 'aborted';
    }
  };

  return {
    requests,
    ids: () => requests.map(({ id }) => id),
    states: () => new Set(requests.map(({ state }) => state)),
    most: () => most,
    open: () => open,
    /** @param {Partial<import('houcaller-coupons').DirectConfig>} [options] */
    client: (options) =>
      new CouponClient({
        baseUrl: 'http://127.0.0.1/htest/openapi/v1',
        channel: SANDBOX_CHANNEL,
        cipher: { key: SANDBOX_KEY },
        fetch,
        ...options,
      }),
  };
}

/**
 * @param {number} ms
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function wait(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = ms === Infinity ? undefined : setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    function end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    }
  });
}
