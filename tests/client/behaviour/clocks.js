// @ts-check
// Waits, deadlines and durations are measured with a monotonic clock. Only the timestamp and dates use the wall clock.
import { CouponClient } from 'houcaller-coupons';
import { COUPONS, QUERY, RESPONSE, config, list, replaced, thrownBy } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { between, each, same } from './same.js';

const HOUR_MS = 3_600_000;
const AT_ONCE_MS = 2_000;

/**
 * Runs a function with a wall clock that can be set.
 *
 * @template T
 * @param {(set: (byMs: number) => void) => Promise<T>} act
 */
async function withClock(act) {
  let off = 0;
  const Own = Date;
  class Set extends Own {
    /** @param {any[]} given */
    constructor(...given) {
      super(...(given.length ? /** @type {[any]} */ (given) : /** @type {[any]} */ ([Own.now() + off])));
    }
    static now() {
      return Own.now() + off;
    }
  }
  return replaced(globalThis, 'Date', Set, () => act((byMs) => void (off += byMs)));
}

/** @param {number} seconds */
const tooMany = (seconds) => new Response('', { status: 429, headers: { 'retry-after': `${seconds}` } });

/** @type {import('./fixtures.js').Cases} */
export const clocks = {
  async 'no request is sent after the total time-out, which a busy host may have passed'() {
    let asked = 0;
    const fetch = async () => {
      asked += 1;
      return new Response(RESPONSE);
    };
    const busy = () => {
      for (const until = performance.now() + 60; performance.now() < until; );
    };
    const error = await thrownBy(new CouponClient(config({ fetch, totalTimeoutMs: 50, onRequest: busy })).listCoupons(QUERY));
    same(error.kind, 'timeout');
    same(asked, 0);
  },

  async 'a clock that is set by an hour changes no wait, no deadline and no duration'() {
    await each([-HOUR_MS, HOUR_MS], (byMs) =>
      withClock(async (set) => {
        /** @type {number[]} */
        const durations = [];
        let asked = 0;
        const fetch = async () => {
          asked += 1;
          set(byMs);
          await new Promise((resolve) => setTimeout(resolve, 20));
          return asked === 1 ? new Response('', { status: 503 }) : new Response(RESPONSE);
        };
        const onResponse = (/** @type {{ durationMs: number }} */ { durationMs }) => void durations.push(durationMs);
        const began = performance.now();
        const coupons = await list(config({ fetch, onResponse, retry: { limit: 1, minDelayMs: 10 }, totalTimeoutMs: 10_000 }));
        same([coupons.length, asked], [COUPONS, 2]);
        between(performance.now() - began, 38, AT_ONCE_MS);
        for (const duration of durations) between(duration, 18, AT_ONCE_MS);
      }),
    );
  },

  async 'a run of many members goes on when the clock is set during its pause'() {
    await each([-HOUR_MS, HOUR_MS], (byMs) =>
      withClock(async (set) => {
        let asked = 0;
        const fetch = async () => {
          asked += 1;
          if (asked > 1) return new Response(RESPONSE);
          setTimeout(() => set(byMs), 100);
          return tooMany(1);
        };
        const client = new CouponClient(config({ fetch, retry: 1 }));
        const began = performance.now();
        const results = [];
        for await (const { coupons } of client.listCouponsOfMembers([{ memberId: 'a' }, { memberId: 'b' }], { concurrency: 1 })) results.push(coupons?.length);
        same(results, [COUPONS, COUPONS]);
        between(performance.now() - began, 950, 1_000 + AT_ONCE_MS);
      }),
    );
  },

  async 'Retry-After as a date counts from the Date header of the answer, not from the local clock'() {
    await each([-600_000, 0, 600_000], (offMs) =>
      withClock(async (set) => {
        const now = Date.now();
        set(offMs);
        const headers = { 'retry-after': new Date(now + 2_000).toUTCString(), date: new Date(now).toUTCString() };
        /** @type {(number | undefined)[]} */
        const asked = [];
        // A constructed Response keeps the Date header.
        const fetch = async () => new Response('', { status: 429, headers });
        const onResponse = (/** @type {{ retryAfterMs?: number }} */ { retryAfterMs }) => void asked.push(retryAfterMs);
        await thrownBy(list(config({ fetch, onResponse })));
        same(asked, [2_000]);
      }),
    );
  },

  async 'Retry-After is read in each form of an HTTP date, all of which are in GMT'() {
    const headers = { date: 'Sun, 06 Nov 1994 08:49:30 GMT' };
    await each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'], async (date) => {
      /** @type {(number | undefined)[]} */
      const asked = [];
      const fetch = async () => new Response('', { status: 503, headers: { ...headers, 'retry-after': date } });
      const onResponse = (/** @type {{ retryAfterMs?: number }} */ { retryAfterMs }) => void asked.push(retryAfterMs);
      await thrownBy(list(config({ fetch, onResponse })));
      same(asked, [7_000]);
    });
  },

  async 'a client of a gateway uses neither the wall clock nor Math.random before the answer'() {
    let isAnswered = false;
    /** @type {(name: string) => () => any} */
    const never = (name) => () => {
      if (isAnswered) return 0;
      throw new Error(`${name} was called`);
    };
    const Never = new Proxy(Date, {
      construct: never('new Date()'),
      apply: never('Date()'),
      get: (target, name) => (name === 'now' ? never('Date.now') : Reflect.get(target, name)),
    });
    const coupons = await replaced(globalThis, 'Date', Never, () =>
      replaced(Math, 'random', never('Math.random'), () => {
        const fetch = async () => {
          isAnswered = true;
          return new Response(RESPONSE);
        };
        return new CouponClient({ gatewayUrl: '/coupons', fetch }).listCoupons(QUERY);
      }),
    );
    same(coupons.length, COUPONS);
  },
};

void runAlone('clocks.js', clocks);
