// @ts-check
/// <reference path="../../js/gateway/prom-client-files.d.ts" />
// Unit tests of request coalescing with calls that never settle, as in workerd after the request that started them has ended.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeClock, load } from './unit.js';

/** @type {typeof import('../../js/gateway/coalescing.ts')} */
const { RequestCoalescing } = await load('coalescing.ts');
/** @type {typeof import('../../js/gateway/deadline.ts')} */
const { Deadline } = await load('deadline.ts');
const clock = fakeClock();

const PERMISSION = { query: { memberId: 'K1H93QDKI00B7' }, key: '{"memberId":"K1H93QDKI00B7"}', caller: 'K1H93QDKI00B7' };

/** A deadline without a timer. @param {number} ms from now */
function deadlineAfter(ms) {
  const at = clock.now + ms;
  return /** @type {InstanceType<typeof Deadline>} */ ({ leftMs: () => at - clock.now, within: (_ms, _onTimeout, work) => work() });
}

/** A CRM whose calls the test settles. */
function coalescingOf() {
  /** @type {((id: string) => void)[]} */
  const answers = [];
  const ask = () => new Promise((resolve) => answers.push((id) => resolve({ coupons: [{ id }] })));
  const crm = /** @type {any} */ ({ ask });
  const settings = /** @type {any} */ ({ cache: { ttlMs: 0, maxBytes: 0 } });
  const coalescing = new RequestCoalescing(crm, settings);
  const get = async (/** @type {number} */ ms) => {
    const { answer, from } = await coalescing.get(PERMISSION, deadlineAfter(ms));
    return [from, JSON.parse(new TextDecoder().decode(answer.json)).data.list[0].id];
  };
  return { answers, coalescing, get };
}

test('a request joins no call whose deadline is over', async () => {
  const { answers, get } = coalescingOf();
  void get(1_000);
  clock.now += 1_000;
  const second = get(1_000);
  assert.equal(answers.length, 2);
  answers[1]?.('second');
  assert.deepEqual(await second, ['miss', 'second']);
});

test('a request that joined a call which never settles ends at its own deadline', { timeout: 5_000 }, async () => {
  const { answers, coalescing, get } = coalescingOf();
  void get(1_000);
  await assert.rejects(coalescing.get(PERMISSION, new Deadline(20)), { status: 504, outcome: 'the CRM is late' });
  assert.equal(answers.length, 1);
});

test('the late end of a call does not remove the call that replaced it', async () => {
  const { answers, get } = coalescingOf();
  const first = get(1_000);
  clock.now += 1_000;
  const second = get(1_000);
  answers[0]?.('first');
  assert.deepEqual(await first, ['miss', 'first']);
  const third = get(1_000);
  assert.equal(answers.length, 2);
  answers[1]?.('second');
  assert.deepEqual(await Promise.all([second, third]), [
    ['miss', 'second'],
    ['joined', 'second'],
  ]);
});

test('after a call has ended, the next request starts another one', async () => {
  const { answers, get } = coalescingOf();
  for (const id of ['first', 'second']) {
    const call = get(1_000);
    answers.pop()?.(id);
    assert.deepEqual(await call, ['miss', id]);
  }
});
