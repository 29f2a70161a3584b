// @ts-check
// Unit tests of the delay before a retry, without timers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './unit.js';

/** @type {typeof import('../../js/gateway/back-off.ts')} */
const { backOff } = await load('back-off.ts');

const failed = { retryable: true, retryAfterMs: undefined };
/** A delay that no timer can wait for. */
const TOO_LONG_MS = 2 ** 31;

/** @param {import('node:test').TestContext} t @param {number} random the result of `Math.random` */
const fix = (t, random) => void t.mock.method(Math, 'random', () => random);

/** The delays after 1, 2, 3, … attempts. @param {ReturnType<typeof backOff>} delayMs @param {number} times */
const delays = (delayMs, times) => Array.from({ length: times }, (_, at) => delayMs(failed, at + 1));

test('the upper limit of the delay doubles after each attempt, from minDelayMs up to maxDelayMs', (t) => {
  const delayMs = backOff({ limit: 5, minDelayMs: 100, maxDelayMs: 500 });
  fix(t, 0.5);
  assert.deepEqual(delays(delayMs, 6), [50, 100, 200, 250, 250, undefined]);
});

test('the delay is a random part of its upper limit, from 0 up', (t) => {
  const delayMs = backOff({ limit: 3, minDelayMs: 100, maxDelayMs: 150 });
  fix(t, 0);
  assert.deepEqual(delays(delayMs, 3), [0, 0, 0]);
  fix(t, 0.99);
  assert.deepEqual(delays(delayMs, 3), [99, 148.5, 148.5]);
});

test('the defaults are those of the client', (t) => {
  fix(t, 0.5);
  for (const retry of /** @type {any[]} */ ([undefined, null, {}, { limit: null, minDelayMs: undefined }])) {
    assert.deepEqual(delays(backOff(retry), 3), [250, 500, undefined]);
    assert.equal(backOff(retry)({ retryable: true, retryAfterMs: 20_000 }, 1), 20_000);
    assert.equal(backOff(retry)({ retryable: true, retryAfterMs: 20_001 }, 1), undefined);
  }
  assert.deepEqual(delays(backOff(7), 8), [250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, undefined]);
});

test('Retry-After is respected up to maxRetryAfterMs; beyond it, there is no next attempt', () => {
  const delayMs = backOff({ maxRetryAfterMs: 3_000 });
  for (const [retryAfterMs, expected] of [
    [0, 0],
    [3_000, 3_000],
    [3_001, undefined],
  ]) {
    assert.equal(delayMs({ retryable: true, retryAfterMs }, 1), expected);
  }
});

test('a failure that is not retryable has no next attempt', () => {
  assert.equal(backOff(2)({ retryable: false, retryAfterMs: 0 }, 1), undefined);
});

test('no delay is longer than a timer can wait', (t) => {
  const delayMs = backOff({ limit: 99, minDelayMs: 4e9, maxDelayMs: 4e9, maxRetryAfterMs: 4e9 });
  fix(t, 0.99);
  assert.equal(delayMs({ retryable: true, retryAfterMs: TOO_LONG_MS }, 1), undefined);
  assert.equal(delayMs({ retryable: true, retryAfterMs: TOO_LONG_MS - 1 }, 1), TOO_LONG_MS - 1);
  for (const attempts of [1, 40]) {
    const ms = delayMs(failed, attempts);
    assert.ok(ms !== undefined && ms > 0.98 * TOO_LONG_MS && ms < TOO_LONG_MS, `${ms} ms`);
  }
});
