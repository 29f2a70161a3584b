// @ts-check
// The sources of queries, and how far ahead of the consumer they are read.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import init from 'houcaller-coupons';
import { createCrm } from './crm.js';
import { leavesNothingBehind } from './leftovers.js';
import { all, counted, queries } from './queries.js';

before(() => init());
leavesNothingBehind();

/** @type {Record<string, () => Iterable<any> | AsyncIterable<any>>} */
const SOURCES = {
  'an array': () => [...queries(9)],
  'a set': () => new Set(queries(9)),
  "a map's values": () => new Map(Array.from(queries(9), (query, index) => [index, query])).values(),
  'a generator': () => queries(9),
  'an async generator': async function* () {
    for (const query of queries(9)) {
      await sleep(1);
      yield query;
    }
  },
  'a stream': () => Readable.from(queries(9)),
};

for (const [name, source] of Object.entries(SOURCES)) {
  test(`${name} is accepted as a source`, async () => {
    const crm = createCrm();
    const results = await all(crm.client().listCouponsOfMembers(source()));
    assert.deepEqual(
      crm.ids(),
      Array.from(queries(9), ({ memberId }) => memberId),
    );
    assert.equal(results.length, 9);
  });
}

test('of a source that is both kinds of iterable, the async one is read', async () => {
  const source = {
    async *[Symbol.asyncIterator]() {
      yield* queries(3);
    },
    [Symbol.iterator]() {
      throw new Error('this source cannot be read synchronously');
    },
  };
  assert.equal((await all(createCrm().client().listCouponsOfMembers(source))).length, 3);
});

for (const async of [false, true]) {
  for (const concurrency of [1, 4, 16]) {
    test(`${async ? 'an async' : 'a'} source is read at most ${concurrency} ahead`, async () => {
      const crm = createCrm((id) => ({ afterMs: Number(id.slice(1)) % 3 }));
      let taken = 0;
      let furthest = 0;
      const source = counted(queries(60), {
        async,
        onNext: (pulled) => void (furthest = Math.max(furthest, pulled - taken)),
      });
      for await (const _ of crm.client().listCouponsOfMembers(source.iterable, { concurrency })) {
        taken += 1;
        await sleep(taken % 3);
      }
      assert.equal(taken, 60);
      assert.ok(furthest <= concurrency, `it was read ${furthest} ahead`);
    });
  }
}

test('duplicates are skipped, and do not count against the concurrency limit', async () => {
  const crm = createCrm((id) => ({ afterMs: id === 'A' ? 300 : 0 }));
  const source = counted([...Array(1_000).fill({ memberId: 'A' }), { memberId: 'B' }]);
  const results = await all(crm.client().listCouponsOfMembers(source.iterable));
  assert.deepEqual(
    results.map(({ query }) => query.memberId),
    ['B', 'A'],
  );
});

for (const [what, query] of /** @type {[string, any][]} */ ([
  ['duplicates', { memberId: 'A' }],
  ['invalid queries', { memberId: 7 }],
])) {
  test(`an endless source of ${what} that is always ready is ended by an abort`, async () => {
    const crm = createCrm();
    const signal = AbortSignal.timeout(50);
    // Without the bound the test would hang.
    const source = function* () {
      for (let pulled = 0; pulled < 2_000_000; pulled += 1) yield query;
    };
    await assert.rejects(all(crm.client().listCouponsOfMembers(source(), { signal })), (thrown) => thrown === signal.reason);
  });
}

test('a query that its source changes afterwards is asked as it was pulled', async () => {
  const crm = createCrm((id, times) => (id === 'A' && times === 1 ? { status: 429, headers: { 'retry-after': '1' } } : {}));
  const source = function* () {
    const query = { memberId: '' };
    for (const id of 'ABCD') {
      query.memberId = id;
      yield query;
    }
  };
  const results = await all(crm.client().listCouponsOfMembers(source()));
  assert.equal(results.length, 4);
  assert.deepEqual([...new Set(crm.ids())].sort(), ['A', 'B', 'C', 'D']);
});

test('an endless source is not read further while its consumer is busy', async () => {
  const crm = createCrm();
  const source = counted();
  let taken = 0;
  for await (const _ of crm.client().listCouponsOfMembers(source.iterable)) {
    taken += 1;
    if (taken < 5) continue;
    await sleep(60);
    assert.ok(source.counts.pulled <= taken + 4, `${source.counts.pulled} were pulled for ${taken} taken`);
    break;
  }
  assert.equal(source.counts.returned, 1);
});

test('calls go on while an async source is slow', async () => {
  const crm = createCrm();
  const source = counted(queries(6), { async: true, delayMs: 30 });
  const began = performance.now();
  /** @type {number[]} */
  const gaps = [];
  for await (const _ of crm.client().listCouponsOfMembers(source.iterable)) gaps.push(performance.now() - began);
  // Each result came soon after its own query, and not after the next one.
  gaps.forEach((gap, index) => assert.ok(gap < 30 * (index + 2), `result ${index} came after ${gap} ms`));
});

test('an exception of the source ends the run, after the results that were ready', async () => {
  const fault = new RangeError('no more');
  for (const async of [false, true]) {
    const crm = createCrm((id) => ({ afterMs: id === 'M0' ? 0 : Infinity }));
    const source = counted(queries(), {
      async,
      delayMs: 5,
      onNext: (pulled) => {
        if (pulled === 3) throw fault;
      },
    });
    await assert.rejects(all(crm.client().listCouponsOfMembers(source.iterable)), (error) => error === fault);
    await new Promise(setImmediate);
    assert.equal(crm.open(), 0);
    assert.equal(crm.requests[1].state, 'aborted');
    assert.equal(source.counts.pulled, 3);
  }
});

test('the run rejects with any value that the source throws', async () => {
  for (const thrown of [undefined, null, 'text', 0, { then: 1 }]) {
    const crm = createCrm();
    const source = (function* () {
      yield { memberId: 'A' };
      throw thrown;
    })();
    const outcome = all(crm.client().listCouponsOfMembers(source)).then(
      () => 'ended',
      (error) => ({ error }),
    );
    assert.deepEqual(await outcome, { error: thrown });
  }
});

test('an invalid source is an input error, and no request is sent', async () => {
  const crm = createCrm();
  /** @type {Record<string, any>} */
  const sources = {
    undefined: undefined,
    null: null,
    'a number': 5,
    'a string': 'K1H93QDKI00B7',
    'a query': { memberId: 'A' },
    'a function': () => [],
    'no iterator': { [Symbol.iterator]: () => 5 },
    'no next': { [Symbol.iterator]: () => ({}) },
    'no function': { [Symbol.asyncIterator]: 5 },
    'no results': { [Symbol.iterator]: () => ({ next: () => undefined }) },
  };
  const outcomes = [];
  for (const [name, source] of Object.entries(sources)) {
    const outcome = await all(crm.client().listCouponsOfMembers(source)).then(
      () => 'no error',
      ({ kind, message }) => kind ?? message,
    );
    outcomes.push([name, outcome]);
  }
  assert.deepEqual(
    outcomes,
    Object.keys(sources).map((name) => [name, 'input']),
  );
  assert.deepEqual(crm.ids(), []);
});
