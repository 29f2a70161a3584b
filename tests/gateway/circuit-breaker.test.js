// @ts-check
// Unit tests of the circuit breaker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, fakeClock } from './unit.js';

/** @type {typeof import('../../js/gateway/circuit-breaker.ts')} */
const { CircuitBreaker } = await load('circuit-breaker.ts');
const clock = fakeClock();

const TIMEOUT_MS = 10_000;
const OUTAGE = new Error('outage');
const OTHER = new Error('says nothing about the health of the CRM');
const WRONG = new Error('invalid answer');
/** @param {number} seconds */
const refusal = (seconds) => ({ status: 503, outcome: 'circuit breaker open', headers: { 'retry-after': String(seconds) } });
const succeeds = async () => 'answer';
const fails = (/** @type {unknown} */ error) => async () => {
  throw error;
};
const LATE = new Error('no answer in time');
const HEALTH = new Map([
  [OUTAGE, 'down'],
  [LATE, 'late'],
  [WRONG, 'up'],
]);
/** @typedef {InstanceType<typeof CircuitBreaker>} Circuit */
/** @param {Partial<ConstructorParameters<typeof CircuitBreaker>[1]>} [settings] @param {number} [calls] */
const circuitOf = (settings, calls) => {
  const healthOf = (/** @type {any} */ thrown) => /** @type {any} */ (HEALTH.get(thrown) ?? 'unknown');
  return new CircuitBreaker(healthOf, { failures: 3, percent: 50, windowMs: 10_000, resetMs: 5_000, ...settings }, TIMEOUT_MS, calls);
};

/** An attempt that the test settles. */
function held() {
  /** @type {(value: string) => void} */
  let succeed = () => undefined;
  /** @type {(error: unknown) => void} */
  let fail = () => undefined;
  const outcome = new Promise((resolve, reject) => ([succeed, fail] = [resolve, reject]));
  return { attempt: () => outcome, succeed: () => succeed('answer'), fail: (/** @type {unknown} */ error) => fail(error) };
}

/** @param {Circuit} circuit @param {string} query */
const failing = (circuit, query) => assert.rejects(circuit.run(query, fails(OUTAGE)), OUTAGE);

/** @param {Circuit} circuit */
async function opened(circuit) {
  for (const query of ['a', 'b', 'c']) await failing(circuit, query);
  assert.equal(circuit.name, 'open');
  return circuit;
}

test('repeated failures of a single query do not open the circuit, whatever other queries do', async () => {
  for (const others of [0, 1, 4, 40]) {
    const circuit = circuitOf({ failures: 1 });
    for (let at = 0; at < others; at += 1) await circuit.run(`good ${at}`, succeeds);
    for (let times = 0; times < 3_000; times += 1) {
      await failing(circuit, 'bad');
      clock.now += 10;
    }
    assert.equal(circuit.name, 'closed', `with ${others} other queries`);
  }
});

test('repeated failures of a single query do not open the circuit if others fail sometimes', async () => {
  const circuit = circuitOf();
  for (let times = 0; times < 2_000; times += 1) {
    await failing(circuit, 'bad');
    await (times % 5 ? circuit.run(`${times}`, succeeds) : failing(circuit, `${times}`));
    clock.now += 20;
  }
  assert.equal(circuit.name, 'closed');
});

for (const queries of [4, 6, 20, 400]) {
  test(`80 % of failures over ${queries} different queries open the circuit`, async () => {
    const circuit = circuitOf({ failures: 5 });
    for (let at = 0; at < 100 && circuit.name === 'closed'; at += 1) {
      // Every fifth attempt succeeds, so that there are never five consecutive failures.
      await (at % 5 ? failing(circuit, `${at % queries}`) : circuit.run(`${at % queries}`, succeeds));
      clock.now += 50;
    }
    assert.equal(circuit.name, 'open');
  });
}

test('80 % of failures over three queries do not open the circuit, because three of five shares are too few', async () => {
  const circuit = circuitOf({ failures: 5 });
  for (let at = 0; at < 500; at += 1) {
    await (at % 5 ? failing(circuit, `${at % 3}`) : circuit.run(`${at % 3}`, succeeds));
    clock.now += 50;
  }
  assert.equal(circuit.name, 'closed');
});

test('repeated successes of a single query do not hide failures of others', async () => {
  const circuit = circuitOf();
  for (let times = 0; times < 500; times += 1) await circuit.run('good', succeeds);
  for (const query of ['a', 'b', 'c']) await failing(circuit, query);
  assert.equal(circuit.name, 'open');
});

test('after many successes, an outage opens the circuit within a hundred attempts', async () => {
  const circuit = circuitOf();
  for (let at = 0; at < 5_000; at += 1) await circuit.run(`${at}`, succeeds);
  let failed = 0;
  for (; circuit.name === 'closed' && failed < 1_000; failed += 1) await failing(circuit, `bad ${failed}`);
  assert.equal(failed, 50);
});

test('failures older than the window do not count, and too few failures do not open the circuit', async () => {
  const circuit = circuitOf({ failures: 4 });
  for (let times = 0; times < 3; times += 1) {
    for (const query of ['a', 'b', 'c']) await failing(circuit, query);
    clock.now += 10_001;
  }
  assert.equal(circuit.name, 'closed');
  for (const query of ['a', 'b', 'c', 'd']) await failing(circuit, query);
  assert.equal(circuit.name, 'open');
});

test('another window, and another failure rate, are respected', async () => {
  const short = circuitOf({ windowMs: 1_000 });
  for (const query of ['a', 'b', 'c', 'd', 'e', 'f']) {
    await failing(short, query);
    clock.now += 500;
  }
  assert.equal(short.name, 'closed');
  const long = circuitOf({ windowMs: 60_000 });
  for (const query of ['a', 'b', 'c']) {
    await failing(long, query);
    clock.now += 20_000;
  }
  assert.equal(long.name, 'open');
  // Each query that always fails has a fifth of the weight.
  for (const [percent, expected] of [
    [20, 1],
    [21, 2],
    [40, 2],
    [41, 3],
    [61, 4],
    [100, 5],
  ]) {
    const circuit = circuitOf({ failures: 1, percent });
    let failed = 0;
    for (; circuit.name === 'closed' && failed < 10; failed += 1) await failing(circuit, `${failed}`);
    assert.equal(failed, expected, `${percent} %`);
  }
});

test('errors that say nothing about the CRM do not count, and an invalid answer counts as a success', async () => {
  const circuit = circuitOf();
  for (const error of [OTHER, WRONG]) {
    for (let at = 0; at < 20; at += 1) await assert.rejects(circuit.run(`${at}`, fails(error)), error);
    assert.equal(circuit.name, 'closed');
  }
  for (const query of ['a', 'b', 'c', 'd', 'e']) await failing(circuit, query);
  assert.equal(circuit.name, 'closed');
});

test('an open circuit refuses attempts with the time left as Retry-After', async () => {
  const circuit = await opened(circuitOf());
  await assert.rejects(circuit.run('d', succeeds), refusal(5));
  clock.now += 2_500;
  await assert.rejects(circuit.run('d', succeeds), refusal(3));
  clock.now += 2_499;
  await assert.rejects(circuit.run('d', succeeds), refusal(1));
  clock.now += 1;
  assert.equal(await circuit.run('d', succeeds), 'answer');
  assert.equal(circuit.name, 'closed');
});

test('a half-open circuit lets one probe through and refuses other attempts with the time left to the probe', async () => {
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  const probe = held();
  /** @type {boolean[]} */
  const probes = [];
  const first = circuit.run('d', (timeoutMs) => (probes.push(timeoutMs < TIMEOUT_MS), probe.attempt()));
  assert.equal(circuit.name, 'half-open');
  await assert.rejects(circuit.run('e', succeeds), refusal(2));
  clock.now += 1_500;
  await assert.rejects(circuit.run('e', succeeds), refusal(1));
  probe.succeed();
  assert.equal(await first, 'answer');
  assert.equal(circuit.name, 'closed');
  await circuit.run('e', async (timeoutMs) => probes.push(timeoutMs < TIMEOUT_MS));
  assert.deepEqual(probes, [true, false]);
});

test('the query that opened the circuit is not its probe until other queries have had time to be', async () => {
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  await assert.rejects(circuit.run('c', succeeds), refusal(5));
  assert.equal(await circuit.run('a', succeeds), 'answer');
  assert.equal(circuit.name, 'closed');
  await opened(circuit);
  clock.now += 10_000;
  assert.equal(await circuit.run('c', succeeds), 'answer');
  assert.equal(circuit.name, 'closed');
});

test('a failed probe opens the circuit for the whole time again, and its query is not the next probe', async () => {
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  await failing(circuit, 'd');
  assert.equal(circuit.name, 'open');
  await assert.rejects(circuit.run('e', succeeds), refusal(5));
  clock.now += 5_000;
  await assert.rejects(circuit.run('d', succeeds), refusal(5));
  assert.equal(await circuit.run('c', succeeds), 'answer');
  assert.equal(circuit.name, 'closed');
});

test('a probe that takes too long is replaced by another one, and its late result is ignored', async () => {
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  const [lost, second] = [held(), held()];
  const first = circuit.run('d', lost.attempt);
  clock.now += 2_000;
  const other = circuit.run('e', second.attempt);
  lost.fail(OUTAGE);
  await assert.rejects(first, OUTAGE);
  assert.equal(circuit.name, 'half-open');
  second.succeed();
  await other;
  assert.equal(circuit.name, 'closed');
});

test('a probe of two calls may take the time-out twice, and its result counts', async () => {
  const circuit = await opened(circuitOf({}, 2));
  clock.now += 5_000;
  const probe = held();
  /** @type {number[]} */
  const timeouts = [];
  const first = circuit.run('d', (timeoutMs) => (timeouts.push(timeoutMs), probe.attempt()));
  clock.now += 3_000;
  await assert.rejects(circuit.run('e', succeeds), refusal(1));
  probe.succeed();
  await first;
  assert.deepEqual([timeouts, circuit.name], [[2_000], 'closed']);
});

test('the time-out of a probe doubles after each one that was too slow, up to that of other attempts, and is 2 s again after the circuit has closed', async () => {
  const circuit = circuitOf();
  /** @param {unknown} [error] */
  const probe = async (error) => {
    clock.now += 10_000;
    let ms = 0;
    const attempt = circuit.run('d', async (timeoutMs) => {
      ms = timeoutMs;
      if (error !== undefined) throw error;
    });
    await (error === undefined ? attempt : assert.rejects(attempt, /** @type {Error} */ (error)));
    return ms;
  };
  for (let outages = 0; outages < 2; outages += 1) {
    await opened(circuit);
    const given = [];
    for (const error of [LATE, LATE, OTHER, OUTAGE, LATE, LATE, undefined]) given.push(await probe(error));
    assert.deepEqual(given, [2_000, 4_000, 8_000, 8_000, 8_000, 10_000, 10_000]);
    assert.equal(circuit.name, 'closed');
  }
  const short = new CircuitBreaker(() => 'late', { failures: 1, percent: 50, windowMs: 10_000, resetMs: 1 }, 1_500);
  for (const query of ['a', 'b', 'c']) await assert.rejects(short.run(query, fails(LATE)), LATE);
  for (let times = 0; times < 2; times += 1) {
    clock.now += 10_000;
    await assert.rejects(
      short.run('d', async (timeoutMs) => {
        throw timeoutMs;
      }),
      (ms) => ms === 1_500,
    );
  }
});

test('the probe after one that never settles has twice the time as well', async () => {
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  void circuit.run('d', () => new Promise(() => undefined));
  clock.now += 2_000;
  /** @type {number[]} */
  const times = [];
  void circuit.run('e', (timeoutMs) => new Promise(() => times.push(timeoutMs)));
  assert.deepEqual(times, [4_000]);
  clock.now += 3_999;
  await assert.rejects(circuit.run('f', succeeds), refusal(1));
  clock.now += 1;
  assert.equal(await circuit.run('f', succeeds), 'answer');
  assert.equal(circuit.name, 'closed');
});

test('an attempt without an answer in time is a failure', async () => {
  const circuit = circuitOf();
  for (const query of ['a', 'b', 'c']) await assert.rejects(circuit.run(query, fails(LATE)), LATE);
  assert.equal(circuit.name, 'open');
});

test('a probe that says nothing about the CRM, or throws synchronously, leaves the circuit open; an invalid answer closes it', async () => {
  for (const attempt of [
    fails(OTHER),
    () => {
      throw OTHER;
    },
  ]) {
    const circuit = await opened(circuitOf());
    clock.now += 5_000;
    await assert.rejects(circuit.run('d', attempt), OTHER);
    assert.equal(circuit.name, 'open');
    assert.equal(await circuit.run('d', succeeds), 'answer');
    assert.equal(circuit.name, 'closed');
  }
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  await assert.rejects(circuit.run('d', fails(WRONG)), WRONG);
  assert.equal(circuit.name, 'closed');
});

test('the result of an attempt from before the circuit opened is ignored', async () => {
  const circuit = circuitOf();
  const [late, lateToo] = [held(), held()];
  const attempts = [circuit.run('x', late.attempt), circuit.run('y', lateToo.attempt)];
  await opened(circuit);
  clock.now += 3_000;
  late.fail(OUTAGE);
  await assert.rejects(Promise.resolve(attempts[0]), OUTAGE);
  lateToo.succeed();
  await attempts[1];
  assert.equal(circuit.name, 'open');
  clock.now += 2_000;
  assert.equal(await circuit.run('d', succeeds), 'answer');
});
