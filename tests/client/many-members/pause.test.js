// @ts-check
// After a 429, the whole run pauses, and not only the request that was refused.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import init from 'houcaller-coupons';
import { createCrm } from './crm.js';
import { leavesNothingBehind } from './leftovers.js';
import { all, queries } from './queries.js';

// Timers may fire up to a millisecond early.
const EARLY_MS = 2;

/**
 * How many milliseconds after the 429 each later request was sent.
 *
 * @param {ReturnType<typeof createCrm>} crm
 * @param {number} refusedAt
 */
const later = (crm, refusedAt) => crm.requests.map(({ at }) => at - refusedAt).filter((after) => after > 0);

/**
 * A CRM that answers the first request for one member with 429.
 *
 * @param {Record<string, string>} headers
 * @param {(id: string, times: number) => import('./crm.js').Reply} [otherwise]
 */
function refusing(headers, otherwise = () => ({ afterMs: 30 })) {
  const refused = { at: Infinity };
  const crm = createCrm((id, times) => {
    if (id !== 'M2' || times > 0) return otherwise(id, times);
    return { status: 429, headers };
  });
  /** @type {Pick<import('houcaller-coupons').BatchOptions, 'onResponse'>} */
  const hooks = {
    onResponse: ({ status }) => {
      if (status === 429) refused.at = performance.now();
    },
  };
  return { crm, refused, hooks };
}

describe('a 429', { concurrency: true }, () => {
  before(() => init());
  leavesNothingBehind(before, after);

  test('with seconds: no request is sent until they have passed, then the run continues', async () => {
    const { crm, refused, hooks } = refusing({ 'retry-after': '1' });
    const results = await all(crm.client().listCouponsOfMembers(queries(12), hooks));
    assert.equal(results.length, 12);
    assert.ok(results.every(({ coupons }) => coupons?.length === 8));
    const after = later(crm, refused.at);
    assert.ok(Math.min(...after) >= 1_000 - EARLY_MS, `a request came after ${Math.min(...after)} ms`);
    assert.ok(Math.min(...after) < 1_300);
    assert.equal(after.length, 13 - 4);
  });

  test('with a date', async () => {
    const until = Math.floor((Date.now() + 2_000) / 1_000) * 1_000;
    const { crm, refused, hooks } = refusing({ 'retry-after': new Date(until).toUTCString() });
    const results = await all(crm.client().listCouponsOfMembers(queries(12), hooks));
    assert.equal(results.length, 12);
    const wait = until - (performance.timeOrigin + refused.at);
    assert.ok(Math.min(...later(crm, refused.at)) >= wait - EARLY_MS);
  });

  test('on the last attempt: the member has that error, and the others still wait', async () => {
    const { crm, refused, hooks } = refusing({ 'retry-after': '1' });
    const results = await all(crm.client().listCouponsOfMembers(queries(12), { ...hooks, retry: 0 }));
    assert.deepEqual(
      results.filter(({ error }) => error).map(({ query, error }) => [query.memberId, error?.status]),
      [['M2', 429]],
    );
    assert.ok(Math.min(...later(crm, refused.at)) >= 1_000 - EARLY_MS);
  });

  test('delays the retries of other members too', async () => {
    const { crm, refused, hooks } = refusing({ 'retry-after': '1' }, (_id, times) => (times === 0 ? { status: 503 } : {}));
    const options = { ...hooks, retry: { limit: 2, minDelayMs: 200 } };
    const results = await all(crm.client().listCouponsOfMembers(queries(8), options));
    assert.ok(results.every(({ coupons }) => coupons?.length === 8));
    const first = Math.min(...later(crm, refused.at));
    assert.ok(first >= 1_000 - EARLY_MS, `another member's second attempt came after ${first} ms`);
  });

  test('without Retry-After: members that have not been sent yet wait for a second', async () => {
    const { crm, refused, hooks } = refusing({});
    const results = await all(crm.client().listCouponsOfMembers(queries(12), { ...hooks, retry: 0 }));
    assert.equal(results.length, 12);
    const first = Math.min(...later(crm, refused.at));
    assert.ok(first >= 1_000 - EARLY_MS, `a request came after ${first} ms`);
  });

  test('twice with different times: the longer pause counts', async () => {
    const crm = createCrm((id, times) => {
      if (times > 0 || !['M0', 'M1'].includes(id)) return { afterMs: 1 };
      return { status: 429, headers: { 'retry-after': id === 'M0' ? '2' : '1' } };
    });
    const began = performance.now();
    const results = await all(crm.client().listCouponsOfMembers(queries(9), { retry: 0 }));
    assert.equal(results.length, 9);
    const after = crm.requests.slice(4).map(({ at }) => at - began);
    assert.ok(Math.min(...after) >= 2_000 - EARLY_MS, `a request came after ${Math.min(...after)} ms`);
  });

  test('extended while a member waits for its end: the member waits for the new end', async () => {
    const crm = createCrm((id) => {
      const refusal = { status: 429, headers: { 'retry-after': '1' } };
      return id === 'M0' ? refusal : id === 'M1' ? { ...refusal, afterMs: 500 } : {};
    });
    const results = await all(crm.client().listCouponsOfMembers(queries(3), { concurrency: 2, retry: 0 }));
    assert.deepEqual(
      results.map(({ query, error }) => [query.memberId, error?.status]),
      [
        ['M0', 429],
        ['M1', 429],
        ['M2', undefined],
      ],
    );
    const [, extending, last] = crm.requests;
    const after = last.at - extending.at;
    assert.ok(after >= 1_500 - EARLY_MS, `the request came after ${after} ms`);
  });

  test('the pause does not count towards timeoutMs and totalTimeoutMs', async () => {
    const { crm, hooks } = refusing({ 'retry-after': '1' });
    const options = { ...hooks, retry: 0, timeoutMs: 300, totalTimeoutMs: 300 };
    const results = await all(crm.client().listCouponsOfMembers(queries(12), options));
    assert.deepEqual(
      results.filter(({ error }) => error).map(({ error }) => error?.status),
      [429],
    );
  });

  test('the pause of one run does not delay another', async () => {
    const { crm, refused, hooks } = refusing({ 'retry-after': '1' });
    const first = all(crm.client().listCouponsOfMembers(queries(6), hooks));
    while (refused.at === Infinity) await new Promise(setImmediate);
    const began = performance.now();
    await all(createCrm().client().listCouponsOfMembers(queries(6)));
    assert.ok(performance.now() - began < 500);
    await first;
  });
});

// The requested delays are compared, because a busy machine may end a timer late.
for (const [title, headers, limit] of /** @type {[string, Record<string, string>, number][]} */ ([
  ['without Retry-After', {}, 1_000],
  ['with a long Retry-After', { 'retry-after': '3600' }, 20_000],
])) {
  test(`a 429 ${title} pauses the run for ${limit} ms`, async (t) => {
    await init();
    /** @type {number[]} */
    const delays = [];
    const controller = new AbortController();
    const start = globalThis.setTimeout;
    const startRecorded = (/** @type {() => void} */ callback, /** @type {number} */ ms) => {
      delays.push(ms);
      // Only the pause is that long. The test need not wait for its end.
      if (ms > 10) queueMicrotask(() => controller.abort(new Error('seen')));
      return start(callback, ms);
    };
    t.mock.method(globalThis, 'setTimeout', startRecorded);
    const crm = createCrm(() => ({ status: 429, headers }));
    const options = { concurrency: 1, retry: 0, timeoutMs: Infinity, totalTimeoutMs: Infinity, signal: controller.signal };
    await assert.rejects(all(crm.client().listCouponsOfMembers(queries(2), options)), { message: 'seen' });
    const longest = Math.max(...delays);
    assert.ok(longest > limit - 900 && longest <= limit, `the pause was ${longest} ms`);
    assert.deepEqual(crm.ids(), ['M0']);
  });
}
