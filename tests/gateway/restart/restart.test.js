// @ts-check
// A short version of the benchmark bench/gateway/restart.mjs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { killedUnderLoad } from '../../../bench/gateway/killed.mjs';

const AT_ONCE = 32;

test('clients that retry lose no query while the gateway is killed and restarted', async () => {
  const retry = { limit: 20, minDelayMs: 100, maxDelayMs: 1_000 };
  const { right, lost, kills, retries } = await killedUnderLoad({ queries: 600, kills: 2, atOnce: AT_ONCE, retry });
  assert.deepEqual({ right, lost, kills }, { right: 600, lost: {}, kills: 2 });
  assert.ok(retries >= 2, `some kill interrupted no call: ${retries} retries`);
});

test('clients that do not retry lose some queries', async () => {
  const { right, lost, kills } = await killedUnderLoad({ queries: 300, kills: 1, atOnce: AT_ONCE, retry: 0 });
  assert.equal(kills, 1);
  assert.deepEqual(Object.keys(lost), ['network']);
  assert.equal(right + lost.network, 300);
});
