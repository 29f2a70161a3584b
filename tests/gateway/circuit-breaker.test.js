// @ts-check
// The circuit breaker by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, stoppedClock } from './parts.js';

/** @type {typeof import('../../js/gateway/circuit-breaker.ts')} */
const { CircuitBreaker } = await load('circuit-breaker.ts');
const clock = stoppedClock();

const OUTAGE = new Error('outage');
const OTHER = new Error('what says nothing of the CRM');
const WRONG = new Error('an answer that is wrong');
/** @param {number} seconds */
const leftAlone = (seconds) => ({ status: 503, outcome: 'circuit breaker open', headers: { 'retry-after': String(seconds) } });
const well = async () => 'well';
const fails = (/** @type {unknown} */ error) => async () => {
  throw error;
};
const HEALTH = new Map([
  [OUTAGE, 'down'],
  [WRONG, 'up'],
]);
/** @typedef {InstanceType<typeof CircuitBreaker>} Circuit */
/** @param {Partial<ConstructorParameters<typeof CircuitBreaker>[1]>} [settings] */
const circuitOf = (settings) => {
  const healthOf = (/** @type {any} */ thrown) => /** @type {any} */ (HEALTH.get(thrown) ?? 'unknown');
  return new CircuitBreaker(healthOf, { failures: 3, percent: 50, windowMs: 10_000, resetMs: 5_000, ...settings });
};

/** An attempt that ends when it is told to. */
function held() {
  /** @type {(value: string) => void} */
  let succeed = () => undefined;
  /** @type {(error: unknown) => void} */
  let fail = () => undefined;
  const outcome = new Promise((resolve, reject) => ([succeed, fail] = [resolve, reject]));
  return { attempt: () => outcome, succeed: () => succeed('well'), fail: (/** @type {unknown} */ error) => fail(error) };
}

/** @param {Circuit} circuit @param {string} query */
const failing = (circuit, query) => assert.rejects(circuit.run(query, fails(OUTAGE)), OUTAGE);

/** @param {Circuit} circuit */
async function opened(circuit) {
  for (const query of ['a', 'b', 'c']) await failing(circuit, query);
  assert.equal(circuit.name, 'open');
  return circuit;
}

test('one query that fails, however often, and whatever the others do, opens nothing', async () => {
  for (const others of [0, 1, 4, 40]) {
    const circuit = circuitOf({ failures: 1 });
    for (let at = 0; at < others; at += 1) await circuit.run(`good ${at}`, well);
    for (let times = 0; times < 3_000; times += 1) {
      await failing(circuit, 'bad');
      clock.now += 10;
    }
    assert.equal(circuit.name, 'closed', `beside ${others} others`);
  }
});

test('neither does it where others fail now and then', async () => {
  const circuit = circuitOf();
  for (let times = 0; times < 2_000; times += 1) {
    await failing(circuit, 'bad');
    await (times % 5 ? circuit.run(`${times}`, well) : failing(circuit, `${times}`));
    clock.now += 20;
  }
  assert.equal(circuit.name, 'closed');
});

for (const queries of [6, 20, 400]) {
  test(`a CRM that fails 80 % of the time, evenly, for ${queries} queries: open`, async () => {
    const circuit = circuitOf({ failures: 5 });
    for (let at = 0; at < 100 && circuit.name === 'closed'; at += 1) {
      // Every fifth is answered, so that no five failures follow each other.
      await (at % 5 ? failing(circuit, `${at % queries}`) : circuit.run(`${at % queries}`, well));
      clock.now += 50;
    }
    assert.equal(circuit.name, 'open');
  });
}

test('one query that is answered, however often, does not hide that the others fail', async () => {
  const circuit = circuitOf();
  for (let times = 0; times < 500; times += 1) await circuit.run('good', well);
  for (const query of ['a', 'b', 'c']) await failing(circuit, query);
  assert.equal(circuit.name, 'open');
});

test('after much that went well, an outage is noticed within a hundred attempts', async () => {
  const circuit = circuitOf();
  for (let at = 0; at < 5_000; at += 1) await circuit.run(`${at}`, well);
  let failed = 0;
  for (; circuit.name === 'closed' && failed < 1_000; failed += 1) await failing(circuit, `bad ${failed}`);
  assert.equal(failed, 50);
});

test('it is a rate over a window: failures that are older, or fewer than it says, do not count', async () => {
  const circuit = circuitOf({ failures: 4 });
  for (let times = 0; times < 3; times += 1) {
    for (const query of ['a', 'b', 'c']) await failing(circuit, query);
    clock.now += 10_001;
  }
  assert.equal(circuit.name, 'closed');
  for (const query of ['a', 'b', 'c', 'd']) await failing(circuit, query);
  assert.equal(circuit.name, 'open');
});

test('what says nothing of the CRM does not count, and what it answers counts as an answer', async () => {
  const circuit = circuitOf();
  for (const error of [OTHER, WRONG]) {
    for (let at = 0; at < 20; at += 1) await assert.rejects(circuit.run(`${at}`, fails(error)), error);
    assert.equal(circuit.name, 'closed');
  }
  for (const query of ['a', 'b', 'c', 'd', 'e']) await failing(circuit, query);
  assert.equal(circuit.name, 'closed');
});

test('open, it lets nothing through until its time is over, and says how long that is', async () => {
  const circuit = await opened(circuitOf());
  await assert.rejects(circuit.run('d', well), leftAlone(5));
  clock.now += 2_500;
  await assert.rejects(circuit.run('d', well), leftAlone(3));
  clock.now += 2_499;
  await assert.rejects(circuit.run('d', well), leftAlone(1));
  clock.now += 1;
  assert.equal(await circuit.run('d', well), 'well');
  assert.equal(circuit.name, 'closed');
});

test('then one attempt is the probe; the others are refused at once, with the time that is left', async () => {
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  const probe = held();
  /** @type {boolean[]} */
  const told = [];
  const first = circuit.run('d', (isProbe) => (told.push(isProbe), probe.attempt()));
  assert.equal(circuit.name, 'half-open');
  await assert.rejects(circuit.run('e', well), leftAlone(2));
  clock.now += 1_500;
  await assert.rejects(circuit.run('e', well), leftAlone(1));
  probe.succeed();
  assert.equal(await first, 'well');
  assert.equal(circuit.name, 'closed');
  await circuit.run('e', async (isProbe) => told.push(isProbe));
  assert.deepEqual(told, [true, false]);
});

test('the query that opened it is not its probe, as long as there may be another', async () => {
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  await assert.rejects(circuit.run('c', well), leftAlone(5));
  assert.equal(await circuit.run('a', well), 'well');
  assert.equal(circuit.name, 'closed');
  await opened(circuit);
  clock.now += 10_000;
  assert.equal(await circuit.run('c', well), 'well');
  assert.equal(circuit.name, 'closed');
});

test('a probe that fails opens it for its whole time again, and another query is the next one', async () => {
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  await failing(circuit, 'd');
  assert.equal(circuit.name, 'open');
  await assert.rejects(circuit.run('e', well), leftAlone(5));
  clock.now += 5_000;
  await assert.rejects(circuit.run('d', well), leftAlone(5));
  assert.equal(await circuit.run('c', well), 'well');
  assert.equal(circuit.name, 'closed');
});

test('a probe that never settles makes room for another one, and changes nothing when it settles after all', async () => {
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

test('a probe that says nothing, even before it is a promise, leaves it open for the next one; an answer that is wrong closes it', async () => {
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
    assert.equal(await circuit.run('d', well), 'well');
    assert.equal(circuit.name, 'closed');
  }
  const circuit = await opened(circuitOf());
  clock.now += 5_000;
  await assert.rejects(circuit.run('d', fails(WRONG)), WRONG);
  assert.equal(circuit.name, 'closed');
});

test('an attempt from before it opened neither keeps it open for longer nor closes it', async () => {
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
  assert.equal(await circuit.run('d', well), 'well');
});
