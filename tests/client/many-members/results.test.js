// @ts-check
// The results of a run over many members, their order, and the concurrency limit.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import init, { CouponError } from 'houcaller-coupons';
import { PUBLISHED, createCrm } from './crm.js';
import { leavesNothingBehind } from './leftovers.js';
import { all, idsOf, queries } from './queries.js';

before(() => init());
leavesNothingBehind();

for (const [options, expected] of /** @type {const} */ ([
  [undefined, 4],
  [{}, 4],
  [{ concurrency: 1 }, 1],
  [{ concurrency: 7 }, 7],
  [{ concurrency: 64 }, 64],
])) {
  test(`with ${JSON.stringify(options)} at most ${expected} requests are open at the same time`, async () => {
    const crm = createCrm((id) => ({ afterMs: Number(id.slice(1)) % 7 }));
    const results = await all(crm.client().listCouponsOfMembers(queries(200), options));
    assert.equal(results.length, 200);
    assert.equal(crm.most(), expected);
    assert.equal(crm.open(), 0);
  });
}

test('a concurrency limit above the number of members', async () => {
  const crm = createCrm();
  assert.equal((await all(crm.client().listCouponsOfMembers(queries(3), { concurrency: 64 }))).length, 3);
  assert.equal(crm.most(), 3);
});

test('no request is sent before the first result is awaited', async () => {
  const crm = createCrm();
  crm.client().listCouponsOfMembers(queries(3));
  await new Promise(setImmediate);
  assert.deepEqual(crm.ids(), []);
});

test('results come in the order in which they finish, so that a slow member delays no other', async () => {
  const crm = createCrm((id) => ({ afterMs: id === 'M0' ? 300 : 5 }));
  const ids = idsOf(await all(crm.client().listCouponsOfMembers(queries(20), { concurrency: 2 })));
  assert.deepEqual(ids, [...idsOf(Array.from(queries(20), (query) => ({ query, coupons: [] }))).slice(1), 'M0']);
});

test('a result is returned at once, while other requests are open', async () => {
  const crm = createCrm((id) => ({ afterMs: id === 'M0' ? 1 : Infinity }));
  for await (const { query } of crm.client().listCouponsOfMembers(queries(4))) {
    assert.equal(query.memberId, 'M0');
    break;
  }
});

test('each member is requested once and has one result, with its own query and its own coupons', async () => {
  const body = (/** @type {string} */ id) => JSON.stringify({ ...JSON.parse(PUBLISHED), data: { list: [], id } });
  const crm = createCrm((id) => ({ afterMs: Number(id.slice(1)) % 3, ...(id === 'M5' && { body: body(id) }) }));
  const asked = [...queries(50)];
  const results = await all(crm.client().listCouponsOfMembers(asked));
  assert.deepEqual(crm.ids().sort(), idsOf(results).sort());
  assert.deepEqual(new Set(results.map(({ query }) => query)), new Set(asked));
  assert.ok(results.every(({ query }) => asked.includes(query)));
  for (const { query, coupons, error } of results) {
    assert.equal(error, undefined);
    assert.deepEqual(coupons, query.memberId === 'M5' ? [] : JSON.parse(PUBLISHED).data.list);
  }
});

test('the failure of one member is one result, and the run continues', async () => {
  /** @type {Record<string, import('./crm.js').Reply>} */
  const replies = {
    M1: { lost: true },
    M2: { status: 404 },
    M3: { body: '<html>' },
    M4: { body: '{"code":1012,"msg":"会员不存在"}' },
    M5: { afterMs: Infinity },
    M6: { body: PUBLISHED.replace('"cpnCode": "7270000006699"', '"cpnCode": null') },
  };
  const crm = createCrm((id) => replies[id] ?? {});
  const none = /** @type {any[]} */ ([{}, { memberId: ' ' }, { memberId: 7 }, null, undefined, 'M9', 5, ['M9']]);
  const options = { retry: 0, timeoutMs: 30 };
  const results = await all(crm.client().listCouponsOfMembers([...queries(10), ...none], options));
  const kinds = new Map(results.map(({ query, error }) => [query, error?.kind]));
  for (const { coupons, error } of results) {
    assert.ok(error === undefined ? Array.isArray(coupons) : error instanceof CouponError && coupons === undefined);
  }
  const kindOf = (/** @type {string} */ id) => results.find(({ query }) => query?.memberId === id)?.error?.kind;
  assert.deepEqual(Object.keys(replies).map(kindOf), ['network', 'http', 'decode', 'api', 'timeout', 'decode']);
  assert.deepEqual(['M0', 'M7', 'M8', 'M9'].map(kindOf), [undefined, undefined, undefined, undefined]);
  // `{}` and a blank id are duplicates.
  const [, ...different] = none;
  assert.deepEqual(
    different.slice(1).map((query) => kinds.get(query)),
    Array(6).fill('input'),
  );
  assert.equal(results.length, 17);
  assert.equal(crm.requests.length, 10);
});

test('a member whose first attempt fails is retried, and has one result', async () => {
  const crm = createCrm((_id, times) => (times === 0 ? { status: 503 } : {}));
  const options = { retry: { limit: 1, minDelayMs: 1 } };
  const results = await all(crm.client().listCouponsOfMembers(queries(12), options));
  assert.equal(results.length, 12);
  assert.ok(results.every(({ coupons }) => coupons?.length === 8));
  assert.equal(crm.requests.length, 24);
});

test('queries with the same ids are duplicates', async () => {
  const crm = createCrm();
  const asked = /** @type {import('houcaller-coupons').MemberQuery[]} */ ([
    { memberId: 'A' },
    { memberId: 'B' },
    { memberId: 'A' },
    { memberId: 'A', platformId: '' },
    { memberId: 'A', platformId: '  ' },
    { memberId: 'A', platformId: undefined },
    { platformId: 'A' },
    { platformId: 'A', memberId: ' ' },
    { memberId: 'A', platformId: 'B' },
    { platformId: 'B', memberId: 'A' },
    { memberId: 'a' },
  ]);
  /** @type {import('houcaller-coupons').BatchProgress | undefined} */
  let last;
  const results = await all(crm.client().listCouponsOfMembers(asked, { onProgress: (progress) => void (last = progress) }));
  assert.deepEqual(
    results.map(({ query }) => asked.indexOf(query)).sort((a, b) => a - b),
    [0, 1, 6, 8, 10],
  );
  assert.equal(crm.requests.length, 5);
  assert.deepEqual(last, { asked: 5, done: 5, failed: 0, duplicates: 6 });
});

test('queries that differ only in blank ids are duplicates', async () => {
  const crm = createCrm();
  const asked = [{ memberId: 'A' }, { memberId: 'A', platformId: '\u200b' }, { memberId: 'A', platformId: ' \u00a0' }];
  assert.equal((await all(crm.client().listCouponsOfMembers(asked))).length, 1);
  assert.deepEqual(crm.ids(), ['A']);
});

test('queries that differ in white space or case are not duplicates', async () => {
  const crm = createCrm();
  const asked = ['A B', 'A  B', 'a B'].map((memberId) => ({ memberId }));
  await all(crm.client().listCouponsOfMembers(asked));
  assert.deepEqual(crm.ids().sort(), ['A  B', 'A B', 'a B']);
});

test('an empty source, and a source of one repeated member, end the run', async () => {
  const crm = createCrm();
  assert.deepEqual(await all(crm.client().listCouponsOfMembers([])), []);
  assert.equal((await all(crm.client().listCouponsOfMembers(Array(5_000).fill({ memberId: 'A' })))).length, 1);
  assert.deepEqual(crm.ids(), ['A']);
});
