// @ts-check
// How a run ends early: by an abort, or because the consumer leaves the loop.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { before, test } from 'node:test';
import init from 'houcaller-coupons';
import { createCrm } from './crm.js';
import { leavesNothingBehind } from './leftovers.js';
import { all, counted, queries } from './queries.js';

before(() => init());
leavesNothingBehind();

/** @type {Record<string, (controller: AbortController) => void>} */
const ABORTS = {
  'an Error': (controller) => controller.abort(new Error('enough')),
  'a string': (controller) => controller.abort('enough'),
  nothing: (controller) => controller.abort(),
  undefined: (controller) => controller.abort(undefined),
  null: (controller) => controller.abort(null),
  zero: (controller) => controller.abort(0),
  'a DOMException': (controller) => controller.abort(new DOMException('enough', 'AbortError')),
  'a promise': (controller) => controller.abort(Promise.resolve('enough')),
  'a thenable': (controller) => controller.abort({ then: (/** @type {(value: string) => void} */ done) => done('enough') }),
};

/**
 * The moment of an abort, and how the test recognises it.
 *
 * @typedef Moment
 * @property {(id: string, times: number) => import('./crm.js').Reply} [answer]
 * @property {import('houcaller-coupons').BatchOptions} [options]
 * @property {(crm: ReturnType<typeof createCrm>, taken: number, pulled: number) => boolean} reached
 */

/** @type {Record<string, Moment>} */
const MOMENTS = {
  'before the first result': { reached: () => true },
  'while calls are under way': {
    answer: (id) => ({ afterMs: id === 'M0' ? 0 : Infinity }),
    reached: (crm, taken) => taken === 1 && crm.open() === 4,
  },
  'while the source is pending': { reached: (crm, taken) => taken === 3 && crm.open() === 0 },
  'in the wait before a retry': {
    answer: () => ({ status: 503 }),
    options: { retry: { limit: 1, minDelayMs: 1e9, maxDelayMs: 1e9 }, totalTimeoutMs: Infinity },
    reached: (crm) => crm.requests.length === 4 && crm.open() === 0,
  },
  'in the pause that the server asked for': {
    answer: () => ({ status: 429, headers: { 'retry-after': '15' } }),
    options: { retry: 0 },
    reached: (crm, taken, pulled) => taken > 0 && crm.open() === 0 && pulled === taken + 4,
  },
};

test('a signal of a polyfill without removeEventListener ends a run like any other', async () => {
  const signal = /** @type {any} */ ({ aborted: false, addEventListener() {} });
  const whole = createCrm();
  assert.equal((await all(whole.client().listCouponsOfMembers(queries(2), { signal }))).length, 2);
  const left = createCrm((id) => ({ afterMs: id === 'M0' ? 0 : Infinity }));
  const source = counted();
  for await (const _ of left.client().listCouponsOfMembers(source.iterable, { signal })) break;
  assert.equal(source.counts.returned, 1);
  assert.equal(left.open(), 0);
});

for (const [when, { answer, options, reached }] of Object.entries(MOMENTS)) {
  for (const [what, abort] of Object.entries(ABORTS)) {
    test(`an abort with ${what}, ${when}, rejects the run at once with that reason`, async () => {
      const crm = createCrm(answer);
      const controller = new AbortController();
      const isPending = when === 'while the source is pending';
      const source = counted(queries(), { async: true });
      const iterable = isPending ? pendingAfter(3) : source.iterable;
      let taken = 0;
      const consumer = (async () => {
        for await (const _ of crm.client().listCouponsOfMembers(iterable, { ...options, signal: controller.signal })) taken += 1;
      })();
      const run = consumer.then(
        () => 'it ended',
        (reason) => ({ reason }),
      );
      while (!reached(crm, taken, source.counts.pulled)) await new Promise(setImmediate);
      const requests = crm.requests.length;
      const began = performance.now();
      abort(controller);
      assert.ok(isReason(await run, controller.signal.reason), 'another reason');
      assert.ok(performance.now() - began < 100, 'not at once');
      await new Promise(setImmediate);
      assert.equal(crm.open(), 0);
      assert.equal(crm.requests.length, requests);
      assert.deepEqual(getEventListeners(controller.signal, 'abort'), []);
      if (!isPending) assert.equal(source.counts.returned, 1);
    });
  }
}

/**
 * @param {unknown} outcome
 * @param {unknown} reason
 */
function isReason(outcome, reason) {
  return typeof outcome === 'object' && outcome !== null && 'reason' in outcome && Object.is(outcome.reason, reason);
}

/** @param {number} count */
async function* pendingAfter(count) {
  yield* queries(count);
  await new Promise(() => {});
}

test('with an aborted signal, no request is sent and the source is not read', async () => {
  const crm = createCrm();
  const source = counted();
  const run = crm.client().listCouponsOfMembers(source.iterable, { signal: AbortSignal.abort('before') });
  await assert.rejects(all(run), (reason) => reason === 'before');
  assert.equal(source.counts.pulled, 0);
  assert.deepEqual(crm.ids(), []);
});

test('an abort while the consumer is busy rejects its next step', async () => {
  const crm = createCrm();
  const controller = new AbortController();
  const source = counted();
  const run = crm.client().listCouponsOfMembers(source.iterable, { signal: controller.signal })[Symbol.asyncIterator]();
  await run.next();
  controller.abort('now');
  const { pulled } = source.counts;
  await assert.rejects(run.next(), (reason) => reason === 'now');
  assert.deepEqual(await run.next(), { done: true, value: undefined });
  assert.equal(source.counts.returned, 1);
  assert.equal(source.counts.pulled, pulled, 'the source was read after the abort');
});

test('the TimeoutError of AbortSignal.timeout is the reason', async () => {
  const crm = createCrm(() => ({ afterMs: Infinity }));
  const signal = AbortSignal.timeout(20);
  await assert.rejects(all(crm.client().listCouponsOfMembers(queries(), { signal })), (reason) => reason === signal.reason);
  assert.equal(signal.reason.name, 'TimeoutError');
});

test('a signal can be used for many runs, and keeps none of their listeners', async () => {
  const crm = createCrm();
  const controller = new AbortController();
  for (let runs = 0; runs < 20; runs += 1) {
    await all(crm.client().listCouponsOfMembers(queries(5), { signal: controller.signal }));
  }
  assert.deepEqual(getEventListeners(controller.signal, 'abort'), []);
  controller.abort();
});

test("an exception of the source's return() does not replace the signal's reason", async () => {
  for (const async of [false, true]) {
    const crm = createCrm(() => ({ afterMs: Infinity }));
    const controller = new AbortController();
    const source = counted(queries(), {
      async,
      onReturn: () => {
        throw new Error('another');
      },
    });
    const run = all(crm.client().listCouponsOfMembers(source.iterable, { signal: controller.signal }));
    setTimeout(() => controller.abort('enough'), 5);
    const reason = await run.catch((error) => error);
    assert.equal(reason, 'enough', `${async ? 'an async' : 'a'} source: ${reason}`);
  }
});

for (const async of [false, true]) {
  test(`leaving the loop aborts the open requests and ends ${async ? 'an async' : 'a'} source`, async () => {
    const crm = createCrm((id) => ({ afterMs: id === 'M2' ? 5 : Infinity }));
    const source = counted(queries(), { async });
    for await (const { query } of crm.client().listCouponsOfMembers(source.iterable)) {
      assert.equal(query.memberId, 'M2');
      assert.equal(crm.open(), 3);
      break;
    }
    await new Promise(setImmediate);
    assert.equal(crm.open(), 0);
    assert.deepEqual(
      crm.requests.map(({ state }) => state),
      ['aborted', 'aborted', 'answered', 'aborted'],
    );
    assert.equal(source.counts.returned, 1);
  });
}

test('leaving the loop by an exception of the consumer', async () => {
  const crm = createCrm((id) => ({ afterMs: id === 'M0' ? 0 : Infinity }));
  const source = counted();
  const own = new Error('mine');
  const consume = async () => {
    for await (const _ of crm.client().listCouponsOfMembers(source.iterable)) throw own;
  };
  await assert.rejects(consume(), (error) => error === own);
  await new Promise(setImmediate);
  assert.equal(crm.open(), 0);
  assert.equal(source.counts.returned, 1);
});

test('leaving the loop in the pause that the server asked for', async () => {
  const crm = createCrm(() => ({ status: 429, headers: { 'retry-after': '15' } }));
  const source = counted();
  let taken = 0;
  for await (const { error } of crm.client().listCouponsOfMembers(source.iterable, { retry: 0, concurrency: 2 })) {
    assert.equal(error?.status, 429);
    taken += 1;
    // After the first result, the run asks for a third member, and that call waits.
    if (taken === 2) break;
  }
  assert.deepEqual([source.counts.pulled, crm.requests.length], [3, 2]);
  await new Promise(setImmediate);
  assert.equal(crm.requests.length, 2);
});

test('a call that times out in the pause that the server asked for leaves no timer behind', async () => {
  const crm = createCrm((id) => (id === 'M0' ? { status: 503 } : { status: 429, headers: { 'retry-after': '15' } }));
  const options = { totalTimeoutMs: 100, retry: { limit: 1, minDelayMs: 1 } };
  const results = await all(crm.client().listCouponsOfMembers(queries(2), options));
  assert.deepEqual(results.map(({ query, error }) => [query.memberId, error?.kind]).sort(), [
    ['M0', 'timeout'],
    ['M1', 'http'],
  ]);
});

test('a signal without a reason, as in old engines', async () => {
  const crm = createCrm(() => ({ afterMs: Infinity }));
  const controller = new AbortController();
  Object.defineProperty(controller.signal, 'reason', { value: undefined });
  const run = all(crm.client().listCouponsOfMembers(queries(), { signal: controller.signal }));
  setTimeout(() => controller.abort(), 5);
  await assert.rejects(run, { name: 'AbortError' });
  await assert.rejects(all(crm.client().listCouponsOfMembers(queries(), { signal: controller.signal })), {
    name: 'AbortError',
  });
});

test('a signal without addEventListener is polled', async () => {
  const crm = createCrm();
  const source = counted();
  const signal = /** @type {AbortSignal} */ (/** @type {unknown} */ ({ aborted: false }));
  const run = crm.client().listCouponsOfMembers(source.iterable, { signal })[Symbol.asyncIterator]();
  assert.equal((await run.next()).value?.coupons?.length, 8);
  Object.assign(signal, { aborted: true, reason: 'now' });
  await assert.rejects(run.next(), (reason) => reason === 'now');
  assert.equal(source.counts.returned, 1);
});

test('leaving the loop while the source is pending', async () => {
  const crm = createCrm();
  let taken = 0;
  for await (const _ of crm.client().listCouponsOfMembers(pendingAfter(2))) {
    taken += 1;
    if (taken === 2) break;
  }
  assert.equal(crm.open(), 0);
});

test('a run that reads its source to the end does not call its return()', async () => {
  const crm = createCrm();
  const source = counted(queries(5));
  await all(crm.client().listCouponsOfMembers(source.iterable));
  assert.deepEqual(source.counts, { pulled: 6, returned: 0 });
});

test('a run whose source throws from next() does not call its return(), like a loop', async () => {
  for (const async of [false, true]) {
    const crm = createCrm(() => ({ afterMs: 5 }));
    const own = new Error('mine');
    const source = counted(queries(), {
      async,
      onNext: (pulled) => {
        if (pulled === 3) throw own;
      },
    });
    await assert.rejects(all(crm.client().listCouponsOfMembers(source.iterable)), (error) => error === own);
    await new Promise(setImmediate);
    assert.deepEqual(source.counts, { pulled: 3, returned: 0 }, async ? 'an async source' : 'a source');
  }
});
