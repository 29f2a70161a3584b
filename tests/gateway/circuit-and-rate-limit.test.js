// @ts-check
// The circuit breaker and the rate limiter by themselves, under a clock that moves only when it is told to.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import esbuild from 'esbuild';

/** @param {string} file */
async function load(file) {
  const { outputFiles } = await esbuild.build({ entryPoints: [`js/gateway/${file}`], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

/** @type {typeof import('../../js/gateway/circuit.ts')} */
const { Circuit } = await load('circuit.ts');
/** @type {typeof import('../../js/gateway/rate-limit.ts')} */
const { WindowRateLimiter } = await load('rate-limit.ts');

const RealPerformance = performance;
let now = 0;
beforeEach(() => {
  now = 1_000;
  globalThis.performance = /** @type {any} */ ({ now: () => now });
});
afterEach(() => {
  globalThis.performance = RealPerformance;
});

const OUTAGE = new Error('outage');
const OTHER = new Error('something else');
const LEFT_ALONE = { status: 503, outcome: 'the CRM is left alone' };
const well = async () => 'well';
const fails = (/** @type {unknown} */ error) => async () => {
  throw error;
};
const circuitOf = (failures = 2) => new Circuit((thrown) => thrown === OUTAGE, failures, 100);

/** Work that ends when it is told to. */
function held() {
  /** @type {(value: string) => void} */
  let succeed = () => undefined;
  /** @type {(error: unknown) => void} */
  let fail = () => undefined;
  const outcome = new Promise((resolve, reject) => ([succeed, fail] = [resolve, reject]));
  return { work: () => outcome, succeed: () => succeed('well'), fail: (/** @type {unknown} */ error) => fail(error) };
}

/** @param {InstanceType<typeof Circuit>} circuit */
async function opened(circuit) {
  for (let times = 0; times < 2; times += 1) await assert.rejects(circuit.run(fails(OUTAGE)), OUTAGE);
  assert.equal(circuit.name, 'open');
  return circuit;
}

test('failures in a row open it: a success between them begins a new row, any other exception does not', async () => {
  const circuit = circuitOf();
  await assert.rejects(circuit.run(fails(OUTAGE)), OUTAGE);
  await circuit.run(well);
  await assert.rejects(circuit.run(fails(OUTAGE)), OUTAGE);
  assert.equal(circuit.name, 'closed');
  await assert.rejects(circuit.run(fails(OTHER)), OTHER);
  await assert.rejects(circuit.run(fails(OUTAGE)), OUTAGE);
  assert.equal(circuit.name, 'open');
});

test('open, it lets nothing through until its time is over; then one call, for whose outcome the others wait', async () => {
  const circuit = await opened(circuitOf());
  now += 99;
  await assert.rejects(circuit.run(well), LEFT_ALONE);
  now += 1;
  const probe = held();
  const first = circuit.run(probe.work);
  assert.equal(circuit.name, 'half-open');
  let begun = 0;
  const others = [1, 2].map(() => circuit.run(async () => (begun += 1)));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(begun, 0);
  probe.succeed();
  assert.equal(await first, 'well');
  await Promise.all(others);
  assert.deepEqual([begun, circuit.name], [2, 'closed']);
});

test('a probe that fails opens it for its whole time again, and those who waited are refused', async () => {
  const circuit = await opened(circuitOf());
  now += 100;
  const probe = held();
  const first = circuit.run(probe.work);
  const other = circuit.run(well);
  now += 50;
  probe.fail(OUTAGE);
  await assert.rejects(first, OUTAGE);
  await assert.rejects(other, LEFT_ALONE);
  now += 99;
  await assert.rejects(circuit.run(well), LEFT_ALONE);
  now += 1;
  assert.equal(await circuit.run(well), 'well');
  assert.equal(circuit.name, 'closed');
});

test('a probe that throws something else, even before it is a promise, closes it', { timeout: 5_000 }, async () => {
  for (const work of [fails(OTHER), () => { throw OTHER; }]) {
    const circuit = await opened(circuitOf());
    now += 100;
    await assert.rejects(circuit.run(work), OTHER);
    assert.equal(circuit.name, 'closed');
  }
});

test('a call from before it opened neither keeps it open for longer nor closes it', async () => {
  const circuit = circuitOf();
  const [late, lateToo] = [held(), held()];
  const calls = [circuit.run(late.work), circuit.run(lateToo.work)];
  await opened(circuit);
  now += 60;
  late.fail(OUTAGE);
  await assert.rejects(Promise.resolve(calls[0]), OUTAGE);
  lateToo.succeed();
  await calls[1];
  assert.equal(circuit.name, 'open');
  now += 40;
  assert.equal(await circuit.run(well), 'well');
});

test('each caller has a window of its own, and none is kept when it has ended', async () => {
  const limiter = new WindowRateLimiter(2, 1_000);
  for (const caller of ['a', 'a', 'b']) await limiter.consume(caller);
  now += 400;
  await assert.rejects(limiter.consume('a'), { msBeforeNext: 600 });
  await limiter.consume('b');
  now += 600;
  for (let at = 0; at < 1_000; at += 1) await limiter.consume(`caller ${at}`);
  const { windows } = /** @type {any} */ (limiter);
  assert.equal(windows.size, 1_000);
  now += 1_000;
  await limiter.consume('a');
  assert.deepEqual([...windows.keys()], ['a']);
});
