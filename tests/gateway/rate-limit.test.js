// @ts-check
// Unit tests of the rate limiter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, fakeClock } from './unit.js';

/** @type {typeof import('../../js/gateway/rate-limit.ts')} */
const { WindowRateLimiter } = await load('rate-limit.ts');
const clock = fakeClock();

test('each caller has a window of its own, and ended windows are removed', async () => {
  const limiter = new WindowRateLimiter(2, 1_000);
  for (const caller of ['a', 'a', 'b']) await limiter.consume(caller);
  clock.now += 400;
  await assert.rejects(limiter.consume('a'), { msBeforeNext: 600 });
  await limiter.consume('b');
  clock.now += 600;
  for (let at = 0; at < 1_000; at += 1) await limiter.consume(`caller ${at}`);
  const { windows } = /** @type {any} */ (limiter);
  assert.equal(windows.size, 1_000);
  clock.now += 1_000;
  await limiter.consume('a');
  assert.deepEqual([...windows.keys()], ['a']);
});
