// @ts-check
// Attempts at the CRM: which ones count for the circuit breaker, when they are refused, and what their failures become.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { wait } from './fixture.js';
import { gatewayOf, THREE_MEMBERS, until } from './in-process.js';

const answer = async () => Response.json(published);
/** @type {(url: unknown, init?: RequestInit) => Promise<Response>} */
const silent = (_url, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));

test('a CRM that is silent opens the circuit, even if a request has less time than an attempt may take', { timeout: 10_000 }, async () => {
  const { ask, circuit } = gatewayOf({ fetch: silent, totalTimeoutMs: 800, timeoutMs: 10_000, circuitBreaker: { failures: 3 } });
  const answers = await Promise.all(THREE_MEMBERS.map((member) => ask(member)));
  assert.deepEqual([answers.map(({ status }) => status), await circuit()], [[504, 504, 504], 'open']);
});

for (const [title, fetch, failure] of /** @type {[string, typeof globalThis.fetch, string][]} */ ([
  ['cannot be reached', () => Promise.reject(new TypeError('fetch failed')), 'network'],
  ['redirects', async () => new Response('', { status: 302, headers: { location: 'http://other.invalid/' } }), 'http'],
  ['redirects, in a fetch that hides the status', async () => /** @type {Response} */ ({ status: 0, type: 'opaqueredirect' }), 'http'],
  ['answers 304', async () => new Response(null, { status: 304 }), 'http'],
])) {
  test(`a CRM that ${title} opens the circuit, which the metrics show`, async () => {
    const { ask, circuit, gateway, lines } = gatewayOf({ fetch, circuitBreaker: { failures: 3 }, metrics: () => true });
    const gauge = async () => {
      const text = await (await gateway(new Request('http://gateway.invalid/coupons/metrics'))).text();
      return /^houcaller_gateway_circuit_open (\d)$/m.exec(text)?.[1];
    };
    assert.deepEqual([await circuit(), await gauge()], ['closed', '0']);
    lines.length = 0;
    for (const member of THREE_MEMBERS) assert.equal((await ask(member)).status, 502);
    assert.deepEqual(
      lines.map((line) => line.failure),
      Array(3).fill(failure),
    );
    assert.deepEqual([await circuit(), await gauge()], ['open', '1']);
  });
}

test('an answer beyond maxAnswerBytes is an answer, so it does not open the circuit', async () => {
  const { ask, circuit, lines } = gatewayOf({ maxAnswerBytes: 100, circuitBreaker: { failures: 3 } });
  for (const member of THREE_MEMBERS) assert.equal((await ask(member)).status, 502);
  assert.deepEqual([lines[0]?.failure, await circuit()], ['decode', 'closed']);
});

test('a failure because of an invalid option is the gateway’s, so it is not retried and does not open the circuit', async () => {
  for (const option of /** @type {Partial<import('./in-process.js').Options>[]} */ ([
    { fetch: /** @type {any} */ (async () => 'not a response') },
    { now: /** @type {any} */ (() => 'not a time') },
  ])) {
    let calls = 0;
    const { ask, circuit, lines } = gatewayOf({
      ...option,
      fetch: async (...args) => ((calls += 1), (option.fetch ?? answer)(...args)),
      retry: { limit: 2, minDelayMs: 1 },
      circuitBreaker: { failures: 3 },
    });
    for (const member of THREE_MEMBERS) assert.deepEqual((await ask(member)).body.title, 'the gateway is set up wrongly');
    assert.deepEqual(
      lines.map(({ status, failure }) => [status, failure]),
      Array(3).fill([500, 'config']),
    );
    assert.deepEqual([calls, await circuit()], [option.fetch ? 3 : 0, 'closed']);
  }
});

test('the time-out of an attempt that waited long for its slot says nothing about the CRM', { timeout: 10_000 }, async () => {
  let calls = 0;
  const { ask, circuit } = gatewayOf({
    concurrency: 1,
    timeoutMs: 2_000,
    totalTimeoutMs: 2_000,
    circuitBreaker: { failures: 1, percent: 1 },
    fetch: (url, init) => ((calls += 1), calls === 1 ? wait(1_200).then(answer) : silent(url, init)),
  });
  const statuses = (await Promise.all(THREE_MEMBERS.slice(0, 2).map((member) => ask(member)))).map(({ status }) => status);
  assert.deepEqual([statuses, await circuit()], [[200, 504], 'closed']);
});

test('an attempt that ends at the deadline of its request is counted in the metrics', { timeout: 10_000 }, async () => {
  const { ask, gateway } = gatewayOf({ fetch: silent, timeoutMs: 300, totalTimeoutMs: 300, metrics: () => true });
  assert.equal((await ask()).status, 504);
  const text = await (await gateway(new Request('http://gateway.invalid/coupons/metrics'))).text();
  assert.match(text, /^houcaller_gateway_crm_attempts_total\{outcome="timeout"\} 1$/m);
});

test('the request whose failure opens the circuit is not retried, and its answer names this failure', { timeout: 10_000 }, async () => {
  let calls = 0;
  const fetch = async () => ((calls += 1), new Response('', { status: 500 }));
  const { ask, circuit, lines } = gatewayOf({ fetch, retry: { limit: 1, minDelayMs: 1 }, circuitBreaker: { failures: 3 } });
  for (const member of THREE_MEMBERS) assert.equal((await ask(member)).status, 502);
  assert.deepEqual([await circuit(), calls], ['open', 5]);
  assert.deepEqual(
    lines.slice(0, 3).map(({ outcome }) => outcome),
    Array(3).fill('no usable answer from the CRM'),
  );
});

test('while the circuit is not closed, a request is refused at once, also if all slots are taken', { timeout: 10_000 }, async () => {
  /** @type {(() => void)[]} */
  const held = [];
  let down = true;
  const { ask, circuit } = gatewayOf({
    concurrency: 1,
    totalTimeoutMs: 1_500,
    circuitBreaker: { failures: 3, resetMs: 50 },
    fetch: async () => {
      if (down) return new Response('', { status: 500 });
      await new Promise((resolve) => held.push(() => resolve(undefined)));
      return answer();
    },
  });
  for (const member of THREE_MEMBERS) assert.equal((await ask(member)).status, 502);
  down = false;
  await wait(100);
  // The probe takes the only slot.
  const probe = ask('PROBES000001');
  await until(() => held.length > 0);
  assert.equal(await circuit(), 'half-open');
  const { status, body } = await ask('OTHER0000001');
  assert.deepEqual([status, body.title], [503, 'circuit breaker open']);
  held[0]?.();
  assert.equal((await probe).status, 200);
});

test('a request whose time is over before the attempt gets 504, and the CRM gets no request', { timeout: 10_000 }, async () => {
  let calls = 0;
  const { ask, lines } = gatewayOf({
    totalTimeoutMs: 500,
    fetch: async () => ((calls += 1), answer()),
    authorize: (_request, query) => {
      // Blocks the thread, so that the timer of the deadline cannot fire.
      for (const began = performance.now(); performance.now() - began < 600; );
      return query;
    },
  });
  assert.deepEqual([(await ask()).status, lines[0]?.outcome, calls], [504, 'the CRM is late', 0]);
});

test('the Retry-After of a failure of the CRM is passed on', async () => {
  for (const [status, expected] of /** @type {[number, number][]} */ ([
    [500, 502],
    [503, 503],
    [429, 503],
  ])) {
    const { ask } = gatewayOf({ fetch: async () => new Response('', { status, headers: { 'retry-after': '7' } }) });
    const refused = await ask();
    assert.deepEqual([refused.status, refused.retryAfter], [expected, 7]);
  }
});

test('an answer of more than 32 MiB is refused by default', { timeout: 10_000 }, async () => {
  // One chunk many times, so that the test does not need this much memory.
  const chunk = new TextEncoder().encode('x'.repeat(2 ** 20));
  const fetch = async () => {
    let sent = 0;
    return new Response(
      new ReadableStream({
        pull(controller) {
          if (sent === 33) {
            controller.enqueue(new TextEncoder().encode('"}'));
            return controller.close();
          }
          controller.enqueue(sent === 0 ? new TextEncoder().encode('{"code":5,"msg":"') : chunk);
          sent += 1;
        },
      }),
    );
  };
  const { ask, lines } = gatewayOf({ fetch });
  // With a larger limit this answer would be the CRM's refusal, with the status 200.
  assert.deepEqual([(await ask()).status, lines[0]?.failure], [502, 'decode']);
});
