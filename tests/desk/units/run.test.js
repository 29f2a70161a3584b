// @ts-check
// The run of a batch: its phases, what a retry replaces, and what is restored after a reload.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import init, { CouponError } from 'houcaller-coupons/gateway-client';
import { effectScope, ref } from 'vue';
import { deskModules } from './desk-modules.js';
import { storageInMemory } from './storage-in-memory.js';

const {
  'batch/run': { useRun },
  'batch/outcomes': { isFailed },
  'batch/kept-batch': { keepBatch, keptBatch },
  'batch/usable': { useUsable },
} = await deskModules('batch/run', 'batch/outcomes', 'batch/kept-batch', 'batch/usable');

const IDS = ['A', 'B', 'C', 'D', 'E', 'F'];
const QUERIES = IDS.map((memberId) => ({ memberId }));
const coupon = { id: '1', cpnName: '', cpnCode: '', cpnType: '0', status: 1, begDate: '2026-01-01', endDate: '2026-12-31', timeLimit: '', weekLimit: '' };

/** @typedef {'coupons' | 'fails' | 'logged out' | 'waits'} Answer */

/**
 * A client that answers one member after the other. A member that is not named has coupons.
 *
 * @param {Record<string, Answer>} [answers] by id. After `waits`, the client sends nothing more until the run is stopped.
 */
const clientOf = (answers = {}) => ({
  /** @type {string[]} */
  asked: [],
  /**
   * @param {AsyncIterable<{ memberId: string }>} queries
   * @param {{ signal: AbortSignal }} options
   */
  async *listCouponsOfMembers(queries, { signal }) {
    for await (const query of queries) {
      signal.throwIfAborted();
      const answer = answers[query.memberId];
      if (answer === 'waits') await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      this.asked.push(query.memberId);
      if (answer === 'fails') yield { query, error: new CouponError('network', 'lost', { status: 502 }) };
      else if (answer === 'logged out') yield { query, error: new CouponError('http', 'ended', { status: 401 }) };
      else yield { query, coupons: [coupon] };
    }
  },
});

const THREE_FAIL = /** @type {const} */ ({ B: 'fails', D: 'fails', F: 'fails' });

/** @returns {any} */
const newRun = () => effectScope().run(() => useRun());

/** Resolves when the run has processed the answers that the client has sent. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

/** The members with an outcome, a failed one in lower case. */
const members = (/** @type {any} */ run) =>
  run
    .outcomes()
    .map((/** @type {any} */ one) => (isFailed(one) ? one.query.memberId.toLowerCase() : one.query.memberId))
    .join('');

/** @param {any} state */
const figures = ({ phase, asked, done, failed, coupons }) => ({ phase, asked, done, failed, coupons });

before(() => init());

describe('a retry', () => {
  test('replaces each failure by its new result', async () => {
    const run = newRun();
    await run.start(clientOf(THREE_FAIL), QUERIES);
    assert.equal(members(run), 'AbCdEf');
    assert.deepEqual(figures(run.state), { phase: 'finished', asked: 6, done: 6, failed: 3, coupons: 3 });
    const client = clientOf({ D: 'fails' });
    await run.retryFailed(client);
    assert.deepEqual(client.asked, ['B', 'D', 'F']);
    assert.equal(members(run), 'ABCdEF');
    assert.deepEqual(figures(run.state), { phase: 'finished', asked: 6, done: 6, failed: 1, coupons: 5 });
  });

  test('that is stopped keeps the failures that it has not repeated, and they can be retried', async () => {
    const run = newRun();
    await run.start(clientOf(THREE_FAIL), QUERIES);
    const retried = run.retryFailed(clientOf({ D: 'waits' }));
    await settled();
    assert.deepEqual(figures(run.state), { phase: 'running', asked: 6, done: 6, failed: 2, coupons: 4 });
    run.stop();
    await retried;
    assert.equal(members(run), 'ABCdEf');
    assert.deepEqual(figures(run.state), { phase: 'stopped', asked: 6, done: 6, failed: 2, coupons: 4 });
    const client = clientOf();
    await run.retryFailed(client);
    assert.deepEqual(client.asked, ['D', 'F']);
    assert.deepEqual(figures(run.state), { phase: 'finished', asked: 6, done: 6, failed: 0, coupons: 6 });
  });

  test('that the end of the session ends keeps the failures that it has not repeated', async () => {
    const run = newRun();
    await run.start(clientOf(THREE_FAIL), QUERIES);
    await run.retryFailed(clientOf({ D: 'logged out' }));
    assert.equal(members(run), 'ABCdEf');
    assert.deepEqual(figures(run.state), { phase: 'broken', asked: 6, done: 6, failed: 2, coupons: 4 });
  });

  test('does not finish a list whose other members have no outcome', async () => {
    const run = newRun();
    const started = run.start(clientOf({ B: 'fails', D: 'waits' }), QUERIES);
    await settled();
    run.stop();
    await started;
    assert.equal(members(run), 'AbC');
    await run.retryFailed(clientOf());
    assert.equal(members(run), 'ABC');
    assert.deepEqual(figures(run.state), { phase: 'stopped', asked: 6, done: 3, failed: 0, coupons: 3 });
  });

  test('counts the members that it has yet to look up', async () => {
    const run = newRun();
    await run.start(clientOf(THREE_FAIL), QUERIES);
    assert.equal(run.state.left, 0);
    void run.retryFailed(clientOf({ B: 'fails', D: 'waits' }));
    await settled();
    assert.deepEqual([run.state.done, run.state.failed, run.state.left], [6, 3, 2]);
    run.stop();
  });
});

describe('a run whose view was left', () => {
  for (const method of ['start', 'retryFailed']) {
    test(`sends nothing after ${method}`, async () => {
      const scope = effectScope();
      /** @type {any} */
      const run = scope.run(() => useRun());
      // The list may still be read when the view is left.
      run.restore('finished', 1, [{ query: { memberId: 'A' }, failure: { message: 'lost' } }]);
      scope.stop();
      const client = clientOf();
      await run[method](client, QUERIES);
      assert.deepEqual(client.asked, []);
      assert.equal(run.state.phase, 'finished');
      assert.equal(members(run), 'a');
    });
  }
});

describe('a restored run', () => {
  before(() => storageInMemory('sessionStorage'));

  const batch = { owner: 'admin', text: IDS.join(), kind: 'memberId' };
  /** @param {any} run */
  const keep = (run) => keepBatch({ ...batch, ...figures(run.state), outcomes: [...run.outcomes()] });
  const restored = () => {
    const run = newRun();
    const { phase, asked, outcomes } = keptBatch('admin');
    run.restore(phase, asked, outcomes);
    return run;
  };

  test('has each member once, with the newest outcome, after a reload during a retry', async () => {
    const run = newRun();
    await run.start(clientOf(THREE_FAIL), QUERIES);
    keep(run);
    void run.retryFailed(clientOf({ D: 'waits' }));
    await settled();
    keep(run);
    const after = restored();
    assert.equal(members(after), 'ABCdEf');
    assert.deepEqual(figures(after.state), { phase: 'interrupted', asked: 6, done: 6, failed: 2, coupons: 4 });
    await after.retryFailed(clientOf());
    assert.deepEqual(figures(after.state), { phase: 'finished', asked: 6, done: 6, failed: 0, coupons: 6 });
    run.stop();
  });

  test('is interrupted if an error ended it, because the error is not stored', async () => {
    const run = newRun();
    await run.start(clientOf({ C: 'logged out' }), QUERIES);
    assert.equal(run.state.phase, 'broken');
    keep(run);
    assert.deepEqual(figures(restored().state), { phase: 'interrupted', asked: 6, done: 2, failed: 0, coupons: 2 });
  });

  test('has the newest of two outcomes of a member', () => {
    const run = newRun();
    const failed = { query: { memberId: 'A' }, failure: { message: 'lost' } };
    run.restore('finished', 2, [failed, { query: { memberId: 'B' }, coupons: [] }, { query: { memberId: 'A' }, coupons: [] }]);
    assert.equal(members(run), 'AB');
    assert.deepEqual(figures(run.state), { phase: 'finished', asked: 2, done: 2, failed: 0, coupons: 0 });
  });

  test('has both members if a member id and a platform id are the same text', () => {
    const run = newRun();
    const outcomes = [{ memberId: 'abc123' }, { platformId: 'abc123' }].map((query) => ({ query, coupons: [] }));
    run.restore('finished', 2, outcomes);
    assert.deepEqual(run.outcomes(), outcomes);
    assert.equal(run.state.done, 2);
  });
});

describe('the number of coupons that can be used', () => {
  /** A Wednesday in China. @param {string} time */
  const at = (time) => Date.parse(`2026-11-25T${time}+08:00`);
  const unused = { ...coupon, status: 0 };
  const lunch = { ...unused, timeLimit: '11:00-14:00' };
  const client = {
    /** @param {AsyncIterable<{ memberId: string }>} queries */
    async *listCouponsOfMembers(queries) {
      for await (const query of queries) {
        if (query.memberId === 'A') yield { query, coupons: [lunch, lunch, coupon] };
        if (query.memberId === 'B')
          yield {
            query,
            coupons: [
              { ...unused, weekLimit: '3' },
              { ...unused, begDate: 'soon' },
            ],
          };
        if (query.memberId === 'C') yield { query, error: new CouponError('network', 'lost') };
      }
    },
  };

  /** @param {any} run @param {{ time: string, weekStart?: string }} when */
  function counted(run, { time, weekStart = 'monday' }) {
    const [now, week] = [ref(at(time)), ref(weekStart)];
    const { outcomes, state } = run;
    /** @type {any} */
    const usable = effectScope().run(() =>
      useUsable(
        outcomes,
        () => state.phase,
        () => now.value,
        () => week.value,
      ),
    );
    return {
      /** @param {{ time?: string, weekStart?: string }} next */
      async when({ time: later, weekStart: other }) {
        if (later) now.value = at(later);
        if (other) week.value = other;
        await settled();
        return usable.value;
      },
    };
  }

  test('is that of the current time and of the first day of the week in the settings', async () => {
    const run = newRun();
    const { when } = counted(run, { time: '10:00' });
    assert.equal(await when({}), 0);
    await run.start(client, QUERIES.slice(0, 3));
    assert.equal(await when({}), 1);
    assert.equal(await when({ time: '10:59:59' }), 1);
    assert.equal(await when({ time: '11:00' }), 3);
    assert.equal(await when({ weekStart: 'sunday' }), 2);
    assert.equal(await when({ weekStart: 'monday' }), 3);
    assert.equal(await when({ time: '15:00' }), 1);
  });

  test('is that of the current time after the run was restored', async () => {
    storageInMemory('sessionStorage');
    const run = newRun();
    await run.start(client, QUERIES.slice(0, 3));
    keepBatch({ owner: 'admin', text: '', kind: 'memberId', ...figures(run.state), outcomes: run.outcomes() });
    const after = newRun();
    const { phase, asked, outcomes } = keptBatch('admin');
    after.restore(phase, asked, outcomes);
    assert.equal(await counted(after, { time: '15:00' }).when({}), 1);
    assert.equal(await counted(after, { time: '13:00' }).when({}), 3);
  });

  test('includes all coupons of many members, which are judged again only when a verdict can change', async () => {
    const run = newRun();
    let read = 0;
    const counting = {
      ...lunch,
      get status() {
        read += 1;
        return 0;
      },
    };
    const coupons = Array.from({ length: 10 }, () => counting);
    run.restore(
      'finished',
      1_000,
      Array.from({ length: 1_000 }, (_, index) => ({ query: { memberId: `M${index}` }, coupons })),
    );
    const { when } = counted(run, { time: '13:00' });
    while ((await when({})) === undefined);
    assert.equal(await when({}), 10_000);
    const before = read;
    assert.ok(before >= 10_000);
    assert.equal(await when({ time: '13:59:59' }), 10_000);
    assert.equal(read, before);
    while ((await when({ time: '14:00' })) === 10_000);
    assert.equal(await when({}), 0);
  });
});
