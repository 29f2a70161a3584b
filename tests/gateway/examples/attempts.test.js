// @ts-check
// The limit of failed log-ins of the Node gateway, in memory and in Redis: it counts what failed, and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logInAttempts } from '../../../examples/node-gateway/src/attempts.js';
import { connectRedis } from '../../../examples/node-gateway/src/redis.js';
import { startRedis } from '../../support/redis.js';

const MAX_FAILURES = 20;
const WINDOW_MS = 300_000;
const ADDRESS = '203.0.113.7';
const SECRET = 'a secret of the tests';

/** @typedef {ReturnType<typeof logInAttempts>} Attempts */

/** Begins attempts at once. @param {Attempts} attempts */
async function beginMany(attempts, number = 3 * MAX_FAILURES) {
  const outcomes = await Promise.allSettled(Array.from({ length: number }, () => attempts.begin(ADDRESS)));
  return {
    begun: outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    refusals: outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])),
  };
}

/** @param {(given: { redis: Awaited<ReturnType<typeof startRedis>>, attempts: Attempts }) => Promise<void>} work */
async function withRedis(work) {
  const redis = await startRedis();
  const connected = await connectRedis(redis.url);
  try {
    await work({ redis, attempts: logInAttempts(SECRET, connected) });
  } finally {
    connected.client.destroy();
    await redis.stop();
  }
}

/** @type {Array<[string, (work: (attempts: Attempts) => Promise<void>) => Promise<void>]>} */
const stores = [
  ['in memory', (work) => work(logInAttempts(SECRET))],
  ['in Redis', (work) => withRedis(({ attempts }) => work(attempts))],
];
for (const [store, withAttempts] of stores) {
  test(`${store}, attempts that are refused do not count, so correct log-ins at the same time keep nobody out`, async () => {
    await withAttempts(async (attempts) => {
      const { begun } = await beginMany(attempts);
      assert.equal(begun.length, MAX_FAILURES);
      await Promise.all(begun.map((end) => end(false)));
      assert.equal((await beginMany(attempts)).begun.length, MAX_FAILURES);
    });
  });

  test(`${store}, a refusal because of log-ins under way lasts a second, and one because of failures to the end of the time`, async () => {
    await withAttempts(async (attempts) => {
      const { begun, refusals } = await beginMany(attempts);
      assert.equal(refusals.length, 2 * MAX_FAILURES);
      for (const { msBeforeNext } of refusals) assert.equal(msBeforeNext, 1_000);
      await Promise.all(begun.map((end) => end(true)));
      const { msBeforeNext } = await attempts.begin(ADDRESS).then(
        () => assert.fail('it was allowed'),
        (refusal) => refusal,
      );
      assert.ok(msBeforeNext > WINDOW_MS - 60_000 && msBeforeNext <= WINDOW_MS, msBeforeNext);
    });
  });
}

test('in memory, log-ins that end after their time give the next ones no more attempts', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const now = performance.now.bind(performance);
  let passed = 0;
  t.mock.method(performance, 'now', () => now() + passed);
  const pass = () => {
    passed += WINDOW_MS + 1;
    t.mock.timers.tick(WINDOW_MS + 1);
  };
  const attempts = logInAttempts(SECRET);
  const first = await beginMany(attempts);
  pass();
  await Promise.all(first.begun.map((end) => end(false)));
  const second = await beginMany(attempts);
  assert.equal(second.begun.length, MAX_FAILURES);
  pass();
  const third = await beginMany(attempts);
  await Promise.all(second.begun.map((end) => end(false)));
  assert.equal(third.begun.length, MAX_FAILURES);
  assert.equal((await beginMany(attempts)).begun.length, 0);
});

test('in Redis, log-ins that end after their time give the next ones no more attempts', async () => {
  await withRedis(async ({ redis, attempts }) => {
    const { begun } = await beginMany(attempts);
    const [key = ''] = await redis.keys();
    await redis.ask('DEL', key);
    await Promise.all(begun.map((end) => end(false)));
    assert.deepEqual(await redis.keys(), []);
    assert.equal((await beginMany(attempts)).begun.length, MAX_FAILURES);
    assert.equal(await redis.ask('GET', key), String(MAX_FAILURES));
  });
});

test('attempts that Redis counts after it hung are not made, and do not stay counted', async () => {
  await withRedis(async ({ redis, attempts }) => {
    const [end] = (await beginMany(attempts, 1)).begun;
    assert.ok(end);
    redis.hang();
    const { begun, refusals } = await beginMany(attempts, MAX_FAILURES - 1);
    assert.equal(begun.length, 0);
    for (const refusal of refusals) assert.equal(refusal.msBeforeNext, undefined);
    // An attempt that Redis cannot undo has succeeded nevertheless.
    await end(false);
    redis.wake();
    const [key = ''] = await redis.keys();
    for (const deadline = Date.now() + 5_000; String(await redis.ask('GET', key)) !== '0' && Date.now() < deadline; );
    assert.equal(await redis.ask('GET', key), '0');
  });
});
