// @ts-check
// The short form of bench/gateway/scale.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killedUnderLoad } from '../../bench/gateway/killed.mjs';
import { sharedLimit } from '../../bench/gateway/shared-limit.mjs';

test('two instances behind a proxy let each caller through as often as one would', async () => {
  const { allowed, refused, others, instances } = await sharedLimit({ callers: 4, points: 100, windowSeconds: 4, windows: 1 });
  assert.deepEqual({ allowed, others }, { allowed: [100, 100, 100, 100], others: {} });
  assert.ok(refused > 0);
  // In turns, so that neither has all.
  assert.ok(instances.length === 2 && Math.abs((instances[0] ?? 0) - (instances[1] ?? 0)) <= 16, instances.join());
});

test('clients as they are by themselves lose nothing while one of two instances is killed', async () => {
  const { right, lost, kills, retries } = await killedUnderLoad({ queries: 500, atOnce: 32, kills: 2, instances: 2 });
  assert.deepEqual({ right, lost, kills }, { right: 500, lost: {}, kills: 2 });
  assert.ok(retries >= 1, 'the kills met no call');
});
