// @ts-check
// A short version of the benchmark bench/gateway/scale.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneOfTwoKilled } from '../../../bench/gateway/one-of-two-killed.mjs';
import { sharedLimit } from '../../../bench/gateway/shared-limit.mjs';

test('two instances behind a proxy share the rate limit of each caller', async () => {
  const { allowed, refused, others, instances } = await sharedLimit({ callers: 4, points: 100, requests: 150 });
  assert.deepEqual({ allowed, refused, others }, { allowed: [100, 100, 100, 100], refused: 200, others: {} });
  // The proxy distributes the requests evenly.
  assert.ok(instances.length === 2 && Math.abs((instances[0] ?? 0) - (instances[1] ?? 0)) <= 16, instances.join());
});

test('clients with default settings lose no query while one of two instances is killed', async () => {
  const { queries, right, lost, retries } = await oneOfTwoKilled({ atOnce: 32, kills: 2 });
  assert.deepEqual({ right, lost }, { right: queries, lost: {} });
  assert.ok(retries >= 1, 'no kill interrupted a call');
});
