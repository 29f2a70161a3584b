// @ts-check
// The options of a run.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import init from 'houcaller-coupons';
import { PUBLISHED, createCrm } from './crm.js';
import { leavesNothingBehind } from './leftovers.js';
import { all, counted, queries } from './queries.js';

before(() => init());
leavesNothingBehind();

/** @type {[unknown, string][]} */
const WRONG = [
  ...[0, -1, 1.5, 65, NaN, Infinity, '4', true, [4], {}].map((concurrency) => /** @type {[unknown, string]} */ ([{ concurrency }, 'concurrency'])),
  [{ onProgress: 5 }, 'onProgress'],
  [{ onRequest: 'x' }, 'onRequest'],
  [{ onResponse: {} }, 'onResponse'],
  [{ onRetry: 1 }, 'onRetry'],
  [{ signal: {} }, 'signal'],
  [{ signal: 'x' }, 'signal'],
  [{ signal: new AbortController() }, 'signal'],
  [{ timeoutMs: -1 }, 'timeoutMs'],
  [{ timeoutMs: '5' }, 'timeoutMs'],
  [{ totalTimeoutMs: 0 }, 'totalTimeoutMs'],
  [{ retry: 'x' }, 'retry'],
  [{ retry: { limit: -1 } }, 'retry.limit'],
  [{ retry: { limits: 1 } }, 'retry'],
  [5, 'options'],
  ['x', 'options'],
  [[], 'options'],
];

for (const [options, field] of WRONG) {
  test(`options ${JSON.stringify(options)}: an input error names ${field} before the source is read`, async () => {
    const crm = createCrm();
    const source = counted(queries(3));
    const run = async () => all(crm.client().listCouponsOfMembers(source.iterable, /** @type {any} */ (options)));
    await assert.rejects(run(), (/** @type {any} */ error) => {
      assert.equal(error.kind, 'input', String(error));
      assert.ok(error.message.startsWith(`${field}: `), error.message);
      return true;
    });
    assert.deepEqual(source.counts, { pulled: 0, returned: 0 });
    assert.deepEqual(crm.ids(), []);
  });
}

for (const field of ['concurrency', 'onProgress']) {
  test(`a getter of ${field} that throws is an input error before the source is read`, async () => {
    const cause = new Error('mine');
    const options = Object.defineProperty({}, field, {
      get() {
        throw cause;
      },
    });
    const source = counted(queries(3));
    const run = async () => all(createCrm().client().listCouponsOfMembers(source.iterable, options));
    await assert.rejects(run(), { name: 'CouponError', kind: 'input', message: `${field}: reading it threw an exception`, cause });
    assert.deepEqual(source.counts, { pulled: 0, returned: 0 });
  });
}

test('inherited options apply to each call', async () => {
  const crm = createCrm(() => ({ afterMs: Infinity }));
  const options = Object.create({ timeoutMs: 30, retry: 0, totalTimeoutMs: 40 });
  const [{ error }] = await all(crm.client().listCouponsOfMembers(queries(1), options));
  assert.equal(error?.message, 'no complete answer came within 30 ms');
});

test('onInvalidCoupon applies to each call', async () => {
  const [coupon] = JSON.parse(PUBLISHED).data.list;
  const crm = createCrm(() => ({ body: JSON.stringify({ code: 0, data: { list: [{ ...coupon, endDate: null }, coupon] } }) }));
  const [skipped] = await all(crm.client().listCouponsOfMembers(queries(1), { onInvalidCoupon: 'skip' }));
  assert.deepEqual([skipped.coupons, skipped.error], [[coupon], undefined]);
  const [thrown] = await all(crm.client().listCouponsOfMembers(queries(1)));
  assert.equal(thrown.error?.kind, 'decode');
});

for (const options of [undefined, null, {}, { concurrency: undefined, signal: undefined, onProgress: undefined }]) {
  test(`options ${JSON.stringify(options)} are the defaults`, async () => {
    const crm = createCrm();
    const run = async () => all(crm.client().listCouponsOfMembers(queries(9), /** @type {any} */ (options)));
    assert.equal((await run()).length, 9);
    assert.equal(crm.most(), 4);
  });
}

test('onProgress is called for each result, before the consumer gets it', async () => {
  const crm = createCrm((id) => (id === 'M3' ? { status: 404 } : { afterMs: Number(id.slice(1)) % 4 }));
  /** @type {import('houcaller-coupons').BatchProgress[]} */
  const calls = [];
  const asked = [...queries(20), ...queries(5), ...queries(30)];
  let taken = 0;
  const run = crm.client().listCouponsOfMembers(asked, { onProgress: (progress) => void calls.push(progress) });
  for await (const { error } of run) {
    taken += 1;
    assert.equal(calls.length, taken);
    const { asked, done, failed } = calls[taken - 1];
    assert.equal(done, taken);
    assert.ok(asked >= done && asked <= done + 4);
    assert.ok(failed === (error ? 1 : (calls[taken - 2]?.failed ?? 0)));
  }
  assert.equal(taken, 30);
  assert.deepEqual(calls.at(-1), { asked: 30, done: 30, failed: 1, duplicates: 25 });
  const one = crm.client().listCouponsOfMembers(queries(3), {
    onProgress(progress) {
      calls.push({ ...progress });
      progress.done = 100;
    },
  });
  await all(one);
  assert.equal(calls.at(-1)?.done, 3);
});

test('an exception or a rejection of onProgress is ignored', async () => {
  const hooks = [
    () => {
      throw new Error('mine');
    },
    async () => {
      throw new Error('mine, later');
    },
  ];
  for (const onProgress of hooks) {
    assert.equal((await all(createCrm().client().listCouponsOfMembers(queries(5), { onProgress }))).length, 5);
  }
});

test('the hooks of the client and of the run are called once for each attempt, also for a 429', async () => {
  const crm = createCrm((id, times) => (id === 'M0' && times === 0 ? { status: 429, headers: { 'retry-after': '0' } } : {}));
  /** @type {Record<string, number>} */
  const calls = {};
  const hooks = (/** @type {string} */ whose) => ({
    onRequest: () => void (calls[`${whose} request`] = (calls[`${whose} request`] ?? 0) + 1),
    onResponse: () => void (calls[`${whose} response`] = (calls[`${whose} response`] ?? 0) + 1),
    onRetry: () => void (calls[`${whose} retry`] = (calls[`${whose} retry`] ?? 0) + 1),
  });
  await all(crm.client(hooks('client')).listCouponsOfMembers(queries(3), hooks('run')));
  assert.deepEqual(calls, {
    'client request': 4,
    'client response': 4,
    'client retry': 1,
    'run request': 4,
    'run response': 4,
    'run retry': 1,
  });
});

test('an exception or a rejection of a hook of the run is ignored', async () => {
  const late = async () => {
    throw new Error('mine, later');
  };
  const now = () => {
    throw new Error('mine');
  };
  for (const hook of [late, now]) {
    const crm = createCrm((_id, times) => (times === 0 ? { status: 503 } : {}));
    const options = { onRequest: hook, onResponse: hook, onRetry: hook, retry: { limit: 1, minDelayMs: 1 } };
    const results = await all(crm.client().listCouponsOfMembers(queries(5), options));
    assert.ok(results.every(({ coupons }) => coupons?.length === 8));
  }
});
