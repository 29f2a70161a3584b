// @ts-check
// Runs over many members against the sandbox, which decrypts with OpenSSL, over HTTP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import init, { CouponClient } from 'houcaller-coupons';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { startSandbox } from '../../../sandbox/server.js';
import { all } from './queries.js';

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {{ memberId: string, platformId: string, coupons: number }[]} */
let members;
/** @type {unknown[]} */
const rejections = [];
/** @param {unknown} reason */
const note = (reason) => void rejections.push(reason);

before(async () => {
  process.on('unhandledRejection', note);
  [sandbox] = await Promise.all([startSandbox({ latencyMs: 20 }), init()]);
  members = await (await fetch(`${sandbox.url}/sandbox/members`)).json();
});
after(async () => {
  await sandbox.close();
  process.off('unhandledRejection', note);
  assert.deepEqual(rejections, []);
});

/** @param {string} [fault] a fault of the sandbox */
function client(fault) {
  return new CouponClient({
    baseUrl: `${sandbox.url}/htest/openapi/v1`,
    channel: SANDBOX_CHANNEL,
    cipher: { key: SANDBOX_KEY },
    ...(fault && { headers: { 'x-sandbox-fault': fault } }),
  });
}

/**
 * The sandbox's log entries of a run, and the largest number of requests at the same time.
 *
 * @param {() => Promise<unknown>} run
 */
async function seen(run) {
  const earlier = sandbox.log.length;
  await run();
  await sleep(30);
  const entries = sandbox.log.slice(earlier);
  const times = entries.map(({ time, ms }) => ({ from: Date.parse(time), to: Date.parse(time) + (ms ?? 0) }));
  return {
    entries,
    most: Math.max(...times.map(({ from }) => times.filter((other) => other.from <= from && from < other.to).length)),
  };
}

test('every member is requested once, and at most four at a time', async () => {
  const asked = [...members, ...members].map(({ memberId }) => ({ memberId }));
  /** @type {Awaited<ReturnType<typeof all<import('houcaller-coupons').MemberResult>>>} */
  let results = [];
  const { entries, most } = await seen(async () => void (results = await all(client().listCouponsOfMembers(asked))));
  const counts = new Map(results.map(({ query, coupons }) => [query.memberId, coupons?.length]));
  assert.deepEqual(counts, new Map(results.map(({ query: { memberId } }) => [memberId, members.find((one) => one.memberId === memberId)?.coupons])));
  assert.equal(results.length, members.length);
  assert.equal(entries.length, members.length);
  assert.ok(most <= 4, `${most} at a time`);
});

test('an unknown member is one error among the results', async () => {
  const asked = [{ memberId: 'SANDBOXNOBODY' }, ...members.map(({ platformId }) => ({ platformId }))];
  const results = await all(client().listCouponsOfMembers(asked, { concurrency: 8 }));
  const failed = results.filter(({ error }) => error);
  assert.deepEqual(
    failed.map(({ query, error }) => [query.memberId, error?.kind, error?.code]),
    [['SANDBOXNOBODY', 'api', 1012]],
  );
  assert.equal(results.length, members.length + 1);
});

test('the member with 10,000 coupons is slowest and comes last, though it is first in the source', async () => {
  const slow = (/** @type {string} */ memberId) => Number(memberId === 'SANDBOX010000');
  const asked = members.map(({ memberId }) => ({ memberId })).sort((a, b) => slow(b.memberId) - slow(a.memberId));
  assert.equal(asked[0].memberId, 'SANDBOX010000');
  const results = await all(client().listCouponsOfMembers(asked, { concurrency: members.length }));
  assert.equal(results.at(-1)?.query.memberId, 'SANDBOX010000');
});

for (const fault of ['429=1', '429-date=1']) {
  test(`${fault}: the run pauses, then all members are answered`, async () => {
    const asked = members.map(({ memberId }) => ({ memberId }));
    const faulty = client(`${fault}, times=1, fault-id=many-${fault.length}`);
    /** @type {import('houcaller-coupons').MemberResult[]} */
    let results = [];
    const { entries } = await seen(async () => void (results = await all(faulty.listCouponsOfMembers(asked, { concurrency: 2 }))));
    assert.ok(results.every(({ coupons }) => coupons));
    assert.equal(results.length, members.length);
    const refused = entries.findIndex(({ status }) => status === 429);
    const until = Date.parse(entries[refused].time) + (entries[refused].ms ?? 0);
    // With a concurrency of 2, the other request was sent before the refusal arrived.
    const [, , ...late] = entries;
    const soonest = Math.min(...late.map(({ time }) => Date.parse(time))) - until;
    assert.ok(soonest >= (fault === '429=1' ? 990 : 0), `a request came ${soonest} ms after the refusal`);
    if (fault === '429-date=1') assert.ok(soonest > 50);
    assert.equal(entries.length, members.length + 1);
  });
}

test('an abort ends the open requests, and a client works after the loop was left', async () => {
  const one = client('delay=5000');
  const controller = new AbortController();
  const began = performance.now();
  setTimeout(() => controller.abort('enough'), 60);
  const run = all(
    one.listCouponsOfMembers(
      members.map(({ memberId }) => ({ memberId })),
      { signal: controller.signal },
    ),
  );
  await assert.rejects(run, (reason) => reason === 'enough');
  assert.ok(performance.now() - began < 1_000);
  const again = client();
  for await (const { error } of again.listCouponsOfMembers(members)) {
    assert.equal(error, undefined);
    break;
  }
  assert.equal((await again.listCoupons({ memberId: 'K1H93QDKI00B7' })).length, 8);
});

test('a failed connection, and a failed answer, is one error for each member', async () => {
  const asked = members.slice(0, 5).map(({ memberId }) => ({ memberId }));
  for (const [fault, kind] of /** @type {const} */ ([
    ['reset', 'network'],
    ['half-body', 'network'],
    ['html', 'decode'],
    ['status=500', 'http'],
  ])) {
    const results = await all(client(fault).listCouponsOfMembers(asked, { retry: 0 }));
    assert.deepEqual(
      results.map(({ error }) => error?.kind),
      Array(5).fill(kind),
    );
  }
});
