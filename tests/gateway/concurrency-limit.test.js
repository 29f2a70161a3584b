// @ts-check
// Unit tests of the concurrency limit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeClock, load } from './unit.js';

/** @type {typeof import('../../js/gateway/concurrency-limit.ts')} */
const { ConcurrencyLimit } = await load('concurrency-limit.ts');
/** @typedef {import('../../js/gateway/deadline.ts').Deadline} Deadline */
const clock = fakeClock();

/** @param {Pick<Deadline, 'leftMs' | 'within'>} methods */
const deadlineOf = (methods) => /** @type {Deadline} */ (methods);

/** A request's deadline. @param {number} ms from now */
function deadlineAfter(ms) {
  const at = clock.now + ms;
  return deadlineOf({ leftMs: () => at - clock.now, within: (_ms, _onTimeout, work) => work() });
}

/** As in workerd when the request has ended: no timer of the request fires, and no promise of it settles. @param {number} ms from now */
function abandonedAfter(ms) {
  const { leftMs } = deadlineAfter(ms);
  return deadlineOf({ leftMs, within: (_ms, _onTimeout, work) => (work(), never()) });
}

/** @returns {Promise<never>} */
const never = () => new Promise(() => undefined);
const answer = async () => 'answer';
const settled = (/** @type {Promise<unknown>} */ call) => Promise.race([call, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))]);

test('abandoned calls, running and in the queue, hold up no later call', async () => {
  const limit = new ConcurrencyLimit(1, 5);
  for (const deadline of [abandonedAfter(800), abandonedAfter(800), abandonedAfter(800)]) void limit.run(deadline, never);
  clock.now += 1_801;
  assert.deepEqual(await Promise.all(['first', 'second'].map(() => settled(limit.run(deadlineAfter(800), answer)))), ['answer', 'answer']);
});

test('abandoned calls do not fill the queue', async () => {
  const limit = new ConcurrencyLimit(1, 1);
  for (const deadline of [abandonedAfter(800), abandonedAfter(800)]) void limit.run(deadline, never);
  await assert.rejects(limit.run(deadlineAfter(800), answer), { status: 503, outcome: 'too many calls at once' });
  clock.now += 1_801;
  assert.equal(await settled(limit.run(deadlineAfter(800), answer)), 'answer');
});

test('a call that waits behind an abandoned one starts before later calls', async () => {
  const limit = new ConcurrencyLimit(1, 5);
  void limit.run(abandonedAfter(800), never);
  clock.now += 1_000;
  /** @type {string[]} */
  const started = [];
  const calls = ['first', 'second', 'third'].map((name, at) => {
    // When the second call arrives, the abandoned one holds its slot no longer.
    clock.now += at * 801;
    return settled(limit.run(deadlineAfter(10_000), async () => void started.push(name)));
  });
  assert.deepEqual(await Promise.all(calls), [undefined, undefined, undefined]);
  assert.deepEqual(started, ['first', 'second', 'third']);
});
