// @ts-check
// The wall clock jumps forward and back, as NTP or a user may set it. Time-outs, limits and cache entries of the gateway must
// not depend on it.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { afterEach, test } from 'node:test';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { wait } from './fixture.js';
import { gatewayOf, THREE_MEMBERS } from './in-process.js';

const HOUR = 3_600_000;
const JUMPS = { forward: HOUR, back: -HOUR };
const RealDate = Date;
let shift = 0;

/** Sets the wall clock; timers and `performance.now()` stay unchanged. @param {number} ms the difference from the real time */
function setClock(ms) {
  shift = ms;
  globalThis.Date = /** @type {any} */ (
    class extends RealDate {
      constructor(given = RealDate.now() + shift) {
        super(given);
      }

      static now() {
        return RealDate.now() + shift;
      }
    }
  );
}

afterEach(() => {
  globalThis.Date = RealDate;
});

/** A CRM that answers only when it is told to. */
function holdingCrm() {
  /** @type {(() => void)[]} */
  const held = [];
  const crm = {
    held,
    requests: 0,
    active: 0,
    maxConcurrent: 0,
    fetch: async () => {
      crm.requests += 1;
      crm.active += 1;
      crm.maxConcurrent = Math.max(crm.maxConcurrent, crm.active);
      await new Promise((resolve) => held.push(() => resolve(undefined)));
      crm.active -= 1;
      return Response.json(published);
    },
    /** @param {number} times */
    until: async (times) => {
      for (let turns = 0; crm.requests < times; turns += 1) {
        if (turns === 1_000) throw new Error(`received ${crm.requests} requests, expected ${times}`);
        await wait(1);
      }
    },
    releaseAll: () => {
      for (const go of held.splice(0)) go();
    },
  };
  return crm;
}

/** A CRM that fails until `well` is set. */
function failingCrm() {
  const crm = { requests: 0, well: false, fetch: async () => ((crm.requests += 1), crm.well ? Response.json(published) : new Response('', { status: 500 })) };
  return crm;
}

for (const [direction, ms] of Object.entries(JUMPS)) {
  test(`a jump ${direction} does not change how long the circuit stays open`, { timeout: 10_000 }, async () => {
    const crm = failingCrm();
    const { ask, circuit } = gatewayOf({ fetch: crm.fetch, circuitBreaker: { failures: 1, resetMs: 400 } });
    for (const member of THREE_MEMBERS) assert.equal((await ask(member)).status, 502);
    assert.equal(await circuit(), 'open');
    crm.well = true;
    setClock(ms);
    const { status, body } = await ask();
    assert.deepEqual([status, body.title, crm.requests], [503, 'circuit breaker open', 3]);
    await wait(500);
    assert.equal((await ask()).status, 200);
    assert.equal(await circuit(), 'closed');
  });

  test(`a jump ${direction} does not change when a rate limit window ends`, { timeout: 10_000 }, async () => {
    const { ask } = gatewayOf({ rateLimit: { requests: 1, seconds: 1 } });
    assert.equal((await ask()).status, 200);
    setClock(ms);
    const { status, retryAfter } = await ask();
    assert.deepEqual([status, retryAfter], [429, 1]);
    await wait(1_100);
    assert.equal((await ask()).status, 200);
  });

  test(`after a jump ${direction} during a request, its log line has the right duration and the new time`, { timeout: 10_000 }, async () => {
    const { ask, lines, gateway } = gatewayOf({
      metrics: () => true,
      fetch: async () => {
        setClock(ms);
        return Response.json(published);
      },
    });
    assert.equal((await ask()).status, 200);
    const [{ durationMs, time }] = lines;
    assert.ok(Number.isInteger(durationMs) && durationMs >= 0 && durationMs < 5_000, `${durationMs} ms`);
    assert.ok(Math.abs(RealDate.parse(time) - RealDate.now() - ms) < 5_000, time);
    const text = await (await gateway(new Request('http://gateway.invalid/coupons/metrics'))).text();
    const seconds = Number(/^houcaller_gateway_request_duration_seconds_sum\{route="listCpnItemByMember"\} (.+)$/m.exec(text)?.[1]);
    assert.ok(seconds >= 0 && seconds < 5, `${seconds} s`);
  });
}

test('a jump forward does not remove calls from the queue, and the concurrency limit still holds', { timeout: 10_000 }, async () => {
  const crm = holdingCrm();
  const { ask } = gatewayOf({ fetch: crm.fetch, concurrency: 1, totalTimeoutMs: 3_000 });
  const answers = [ask('FIRST0000001'), ask('SECOND000001')];
  await crm.until(1);
  setClock(HOUR);
  answers.push(ask('THIRD0000001'));
  for (const count of [1, 2, 3]) {
    await crm.until(count);
    await wait(50);
    crm.releaseAll();
  }
  for (const { status } of await Promise.all(answers)) assert.equal(status, 200);
  assert.equal(crm.maxConcurrent, 1);
});

test('after a jump forward, an equal query still joins the running call', { timeout: 10_000 }, async () => {
  const crm = holdingCrm();
  const { ask, lines } = gatewayOf({ fetch: crm.fetch, totalTimeoutMs: 3_000 });
  const first = ask();
  await crm.until(1);
  setClock(HOUR);
  const second = ask();
  await wait(50);
  crm.releaseAll();
  for (const { status } of [await first, await second]) assert.equal(status, 200);
  assert.deepEqual([crm.requests, lines.map(({ cache }) => cache).sort()], [1, ['joined', 'miss']]);
});

test('jumps do not change when a cache entry expires', { timeout: 10_000 }, async () => {
  const { ask, lines } = gatewayOf({ cache: { ttlMs: 400 } });
  await ask();
  for (const ms of Object.values(JUMPS)) {
    setClock(ms);
    await ask();
  }
  await wait(500);
  await ask();
  assert.deepEqual(
    lines.map(({ cache }) => cache),
    ['miss', 'hit', 'hit', 'miss'],
  );
});

test('a jump back does not extend the deadline of a queued call', { timeout: 15_000 }, async () => {
  const began = performance.now();
  /** @type {(() => void)[]} */
  const held = [];
  /** @type {Promise<number>[]} */
  const ended = [];
  const { ask } = gatewayOf({
    concurrency: 1,
    totalTimeoutMs: 1_000,
    fetch: (_url, init) => {
      ended.push(new Promise((resolve) => init?.signal?.addEventListener('abort', () => resolve(performance.now() - began))));
      return new Promise((resolve) => held.push(() => resolve(Response.json(published))));
    },
  });
  const answers = [ask('FIRST0000001'), ask('SECOND000001')];
  await wait(100);
  setClock(-HOUR);
  held[0]?.();
  const [first, second] = await Promise.all(answers);
  assert.deepEqual([first?.status, second?.status, ended.length], [200, 504, 2]);
  // The deadline of the request, not the 10 seconds of one attempt, because a call that nobody waits for must not hold the only place.
  const ms = await Promise.race([ended[1], wait(3_000)]);
  assert.ok(typeof ms === 'number' && ms > 700 && ms < 2_500, `ended after ${ms} ms`);
});

test('only the time of a log line is read from the wall clock', async () => {
  const folder = new URL('../../js/gateway/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const found = await Promise.all(
    files.map(async (name) => {
      const code = (await readFile(new URL(name, folder), 'utf8')).replace(/^\s*(\/\/|\/?\*).*$/gm, '');
      return [...code.matchAll(/.*\b(?:Date\.now|new Date|performance|hrtime)\b.*/g)].map(([line]) => `${name}: ${line.trim()}`);
    }),
  );
  assert.deepEqual(found.flat(), [
    "gateway.ts: const line = Object.assign({ time: new Date().toISOString(), requestId, route, status, outcome: 'answered', durationMs }, logLine);",
  ]);
});
