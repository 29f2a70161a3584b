// @ts-check
// The deadline of a request covers everything that it waits for. A call that waits for its next attempt does not count towards
// the concurrency limit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { wait } from './fixture.js';
import { gatewayOf, THREE_MEMBERS } from './in-process.js';

const answer = async () => Response.json(published);
/** @type {(url: unknown, init?: RequestInit) => Promise<Response>} */
const silent = (_url, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));

/** @param {() => Promise<unknown>} work */
async function timed(work) {
  const began = performance.now();
  const value = await work();
  return { value, ms: performance.now() - began };
}

test('the body, authorize, the rate limiter and the CRM share one deadline', { timeout: 10_000 }, async () => {
  const body = new ReadableStream({
    async start(controller) {
      await wait(300);
      controller.enqueue(new TextEncoder().encode('{"memberId":"K1H93QDKI00B7"}'));
      controller.close();
    },
  });
  const slowly = async (/** @type {any} */ value) => (await wait(300), value);
  const { gateway, lines } = gatewayOf({
    totalTimeoutMs: 1_200,
    authorize: (_request, query) => slowly(query),
    rateLimiter: { consume: () => slowly({}) },
    hashKey: 'sixteen characters',
    fetch: silent,
  });
  const init = /** @type {RequestInit} */ ({ method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' });
  const { value, ms } = await timed(() => gateway(new Request('http://gateway.invalid/coupons/listCpnItemByMember', init)));
  assert.equal(/** @type {Response} */ (value).status, 504);
  assert.ok(ms > 1_100 && ms < 1_800, `${ms} ms`);
  assert.equal(lines[0]?.outcome, 'the CRM is late');
});

for (const [title, options, status] of /** @type {[string, Partial<import('./in-process.js').Options>, number][]} */ ([
  ['authorize', { authorize: () => new Promise(() => undefined) }, 503],
  ['the rate limiter', { rateLimiter: { consume: () => new Promise(() => undefined) }, hashKey: 'sixteen characters' }, 503],
])) {
  test(`the deadline of the request also limits ${title}`, { timeout: 10_000 }, async () => {
    const { ask } = gatewayOf({ totalTimeoutMs: 400, authorizeTimeoutMs: 5_000, ...options });
    const { value, ms } = await timed(() => ask());
    assert.equal(/** @type {{ status: number }} */ (value).status, status);
    assert.ok(ms > 350 && ms < 1_500, `${ms} ms`);
  });
}

for (const headers of /** @type {Record<string, string>[]} */ ([{}, { 'content-length': '28' }])) {
  test(`the deadline of the request also limits reading the body, with the headers ${JSON.stringify(headers)}`, { timeout: 10_000 }, async () => {
    const { gateway } = gatewayOf({ totalTimeoutMs: 400, bodyTimeoutMs: 5_000 });
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: new ReadableStream(), duplex: 'half' };
    const request = new Request('http://gateway.invalid/coupons/listCpnItemByMember', /** @type {RequestInit} */ (init));
    const { value, ms } = await timed(() => gateway(request));
    assert.equal(/** @type {Response} */ (value).status, 408);
    assert.ok(ms > 350 && ms < 1_500, `${ms} ms`);
  });
}

test('the deadline of the request also limits the permission to read the metrics', { timeout: 10_000 }, async () => {
  const { gateway } = gatewayOf({ totalTimeoutMs: 400, authorizeTimeoutMs: 5_000, metrics: () => new Promise(() => undefined) });
  const { value, ms } = await timed(() => gateway(new Request('http://gateway.invalid/coupons/metrics')));
  assert.equal(/** @type {Response} */ (value).status, 403);
  assert.ok(ms > 350 && ms < 1_500, `${ms} ms`);
});

test('the deadline of the request also limits attempts and the waits between them', { timeout: 10_000 }, async () => {
  let attempts = 0;
  const fetch = async () => ((attempts += 1), new Response('', { status: 503, headers: { 'retry-after': '1' } }));
  const { ask } = gatewayOf({ fetch, totalTimeoutMs: 1_500, retry: 5 });
  const { value, ms } = await timed(() => ask());
  assert.deepEqual([/** @type {{ status: number }} */ (value).status, attempts], [503, 2]);
  assert.ok(ms < 1_600, `${ms} ms`);
});

test('a request that joined a call has its own deadline, not that of the request that started it', { timeout: 10_000 }, async () => {
  let calls = 0;
  const { gateway, ask, lines } = gatewayOf({
    totalTimeoutMs: 1_500,
    retry: 0,
    fetch: (_url, init) => {
      calls += 1;
      return calls === 1 ? silent(_url, init) : answer();
    },
  });
  const body = new ReadableStream({
    async start(controller) {
      await wait(900);
      controller.enqueue(new TextEncoder().encode('{"memberId":"K1H93QDKI00B7"}'));
      controller.close();
    },
  });
  const init = /** @type {RequestInit} */ ({ method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' });
  const first = gateway(new Request('http://gateway.invalid/coupons/listCpnItemByMember', init));
  await wait(1_100);
  const joined = await Promise.all([ask('K1H93QDKI00B7'), ask('K1H93QDKI00B7')]);
  assert.deepEqual([(await first).status, ...joined.map(({ status }) => status)], [504, 200, 200]);
  assert.deepEqual([calls, lines.map(({ cache }) => cache)], [2, [undefined, 'miss', 'joined']]);
});

test('the probe of a gateway with two ciphers has time for a call with each', { timeout: 10_000 }, async () => {
  let isUp = false;
  const fetch = async () => {
    if (!isUp) return new Response('', { status: 503 });
    await wait(350);
    return Response.json({ code: 1_001, msg: 'refused' });
  };
  const circuitBreaker = { failures: 3, percent: 50, windowMs: 10_000, resetMs: 100 };
  const { ask, circuit } = gatewayOf({ fetch, circuitBreaker, timeoutMs: 500, nextCipher: { key: '87654321' } });
  for (const member of THREE_MEMBERS) await ask(member);
  assert.equal(await circuit(), 'open');
  isUp = true;
  await wait(150);
  const probe = ask('PROBES000001');
  await wait(600);
  assert.deepEqual([(await ask('OTHER0000001')).status, await circuit()], [503, 'half-open']);
  assert.deepEqual([(await probe).status, await circuit()], [200, 'closed']);
});

test('totalTimeoutMs: Infinity sets no deadline', { timeout: 10_000 }, async () => {
  const { ask } = gatewayOf({ fetch: async () => (await wait(50), answer()), totalTimeoutMs: Infinity, concurrency: 1 });
  for (const { status } of await Promise.all(['FIRST0000001', 'SECOND000001'].map((member) => ask(member)))) assert.equal(status, 200);
});

test('a deadline longer than a timer can wait is no shorter one, also for a request that joins a call', { timeout: 10_000 }, async () => {
  const { ask, lines } = gatewayOf({ fetch: async () => (await wait(50), answer()), totalTimeoutMs: 3e9 });
  assert.deepEqual(
    (await Promise.all([ask(), ask()])).map(({ status }) => status),
    [200, 200],
  );
  assert.deepEqual(lines.map(({ cache }) => cache).sort(), ['joined', 'miss']);
});

test('a step may have a shorter time-out than an earlier one, and a longer one', { timeout: 10_000 }, async () => {
  const body = (/** @type {number} */ ms) =>
    new ReadableStream({
      async start(controller) {
        await wait(ms);
        controller.enqueue(new TextEncoder().encode('{"memberId":"K1H93QDKI00B7"}'));
        controller.close();
      },
    });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, duplex: 'half' };
  const path = 'http://gateway.invalid/coupons/listCpnItemByMember';
  const shorter = gatewayOf({ fetch: answer, bodyTimeoutMs: 5_000, authorizeTimeoutMs: 200, authorize: () => new Promise(() => undefined) });
  const refused = await timed(() => shorter.gateway(new Request(path, /** @type {RequestInit} */ ({ ...init, body: body(50) }))));
  assert.equal(/** @type {Response} */ (refused.value).status, 503);
  assert.ok(refused.ms > 200 && refused.ms < 1_500, `${refused.ms} ms`);
  // The time-out of the body passes while `authorize` works, which has more time.
  const authorize = async (/** @type {unknown} */ _request, /** @type {any} */ query) => (await wait(500), query);
  const longer = gatewayOf({ fetch: answer, bodyTimeoutMs: 300, authorizeTimeoutMs: 5_000, authorize });
  assert.equal((await longer.gateway(new Request(path, /** @type {RequestInit} */ ({ ...init, body: body(50) })))).status, 200);
});

test('a request that is answered leaves no timer behind', async () => {
  const { ask } = gatewayOf({});
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  await ask();
  const before = timers();
  for (let at = 0; at < 20; at += 1) assert.equal((await ask()).status, 200);
  assert.ok(timers() <= before, `${before} timers before, ${timers()} after`);
});

test('calls that wait for their next attempt do not count towards the concurrency limit', { timeout: 10_000 }, async () => {
  const waiting = new Set(Array.from({ length: 8 }, (_, at) => `WAITS${String(at).padStart(7, '0')}`));
  let failed = 0;
  const { ask } = gatewayOf({
    concurrency: 2,
    queue: 1,
    retry: { limit: 1 },
    fetch: async () => {
      if (failed < waiting.size) {
        failed += 1;
        return new Response('', { status: 429, headers: { 'retry-after': '1' } });
      }
      return answer();
    },
    circuitBreaker: { failures: 1_000 },
  });
  const answers = [];
  for (const member of waiting) {
    answers.push(ask(member));
    await wait(10);
  }
  // All eight calls wait for their next attempt, with a concurrency limit of two.
  const { value, ms } = await timed(() => ask('OTHER0000001'));
  assert.equal(/** @type {{ status: number }} */ (value).status, 200);
  assert.ok(ms < 500, `${ms} ms`);
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  // A second attempt waits in the queue, whose limit still holds.
  assert.ok(statuses.filter((status) => status === 200).length >= 3, statuses.join());
  assert.ok(
    statuses.every((status) => status === 200 || status === 503),
    statuses.join(),
  );
});

test('the back-off is the same as the client’s: full jitter below a doubling limit, Retry-After up to maxRetryAfterMs', { timeout: 10_000 }, async (t) => {
  t.mock.method(Math, 'random', () => 0.99);
  /** @type {number[]} */
  const times = [];
  const { ask } = gatewayOf({
    fetch: async () => (times.push(performance.now()), new Response('', { status: 500 })),
    retry: { limit: 3, minDelayMs: 100, maxDelayMs: 150 },
  });
  assert.equal((await ask()).status, 502);
  const waits = times.slice(1).map((time, at) => time - times[at]);
  assert.equal(waits.length, 3);
  // A timer may fire a millisecond too early, and on a busy machine much too late. back-off.test.js checks the exact delays.
  for (const [at, ms] of [99, 148.5, 148.5].entries()) assert.ok(waits[at] > ms - 2 && waits[at] < ms + 1_000, waits.join());
  let attempts = 0;
  const late = gatewayOf({
    fetch: async () => ((attempts += 1), new Response('', { status: 503, headers: { 'retry-after': '3' } })),
    retry: { maxRetryAfterMs: 2_999 },
  });
  assert.deepEqual([(await late.ask()).retryAfter, attempts], [3, 1]);
});

test('a refusal is retried if its code is listed in retry.codes', { timeout: 10_000 }, async () => {
  for (const [code, expected] of [
    [1_006, 3],
    [1_012, 1],
  ]) {
    let attempts = 0;
    const refusal = { msg: '系统繁忙', code };
    const { ask } = gatewayOf({ fetch: async () => ((attempts += 1), Response.json(refusal)), retry: { codes: [1_006], minDelayMs: 1 } });
    assert.deepEqual([await ask(), attempts], [{ status: 200, body: refusal }, expected]);
  }
});

test('after an outage the circuit also closes if the CRM takes longer than the first probe may', { timeout: 20_000 }, async () => {
  let down = true;
  const { ask, circuit } = gatewayOf({
    circuitBreaker: { failures: 3, resetMs: 100 },
    fetch: async (url, init) => {
      if (down) return new Response('', { status: 500 });
      return Promise.race([wait(2_500).then(answer), silent(url, init)]);
    },
  });
  for (const member of THREE_MEMBERS) assert.equal((await ask(member)).status, 502);
  down = false;
  for (const [state, status] of /** @type {[string, number][]} */ ([
    ['open', 504],
    ['closed', 200],
  ])) {
    await wait(150);
    assert.deepEqual([(await ask()).status, await circuit()], [status, state]);
    // The query whose probe failed is not the next probe.
    await wait(150);
  }
});
