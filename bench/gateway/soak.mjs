// @ts-check
// Runs the gateway at half of its maximum load for ten minutes while the CRM has faults.
//   node bench/gateway/soak.mjs [--seconds 600]
// Fails on an incorrect answer, a request without an answer, an unhandled rejection or warning in the gateway's process, too
// few correct answers, and too much growth of memory. Needs `npm run build`.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { answerChecker } from './answers.mjs';
import { start, withChildren } from './child.mjs';
import { median, table } from '../figures.mjs';
import { load } from './load.mjs';

/**
 * The allowed growth in MB, from the median of the first quarter of the samples to that of the last. The first two minutes, or
 * the first fifth of a shorter run, are ignored.
 */
const MAX_GROWTH = { heapUsed: 2, rss: 8 };
const SETTLED_SECONDS = 120;
const SETTLED_SHARE = 0.2;
const COMPARED_SHARE = 0.25;
/** A share of all answers. Outages, with the open circuit breaker after them, take about a seventh of the time. */
const LEAST_RIGHT = 0.75;
const SAMPLE_EVERY_SECONDS = 10;
const MAXIMUM_SECONDS = 15;
const WARM_UP_SECONDS = 5;
const CONNECTIONS = 64;
/** The cache is shorter than the usual time between two requests of a member, so that most requests reach the CRM. */
const GATEWAY = { ttl: 500, concurrency: 48, timeout: 1_000, total: 8_000 };
/** Well above the gateway's total timeout. */
const HANGS_AFTER_SECONDS = 20;
const BYTES_PER_MB = 2 ** 20;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' } } });
const seconds = Number(values.seconds);

/** @typedef {import('./served.mjs').Measured & { at: number }} Sample */

/**
 * Takes measurements until the signal is aborted.
 *
 * @param {import('./child.mjs').Child} gateway
 * @param {AbortSignal} signal
 */
async function sample(gateway, signal) {
  /** @type {Sample[]} */
  const samples = [];
  const began = performance.now();
  const sleeps = async () => sleep(SAMPLE_EVERY_SECONDS * 1_000, true, { signal }).catch(() => false);
  while (await sleeps()) {
    const measured = await gateway.ask('measure');
    samples.push({ .../** @type {import('./served.mjs').Measured} */ (measured), at: Math.round((performance.now() - began) / 1_000) });
  }
  return samples;
}

/** The gateway's maximum throughput while the CRM has no faults. */
async function maximum() {
  return withChildren([start('crm/faulty.mjs', { faults: 0 })], (crm) =>
    withChildren([start('contenders/gateway.mjs', { crm: crm.url, ...GATEWAY })], async ({ port, failures }) => {
      const run = (/** @type {number} */ seconds) => load(port, { connections: CONNECTIONS, seconds, mistake: answerChecker({}) });
      await run(WARM_UP_SECONDS);
      const { perSecond, mistakes } = await run(MAXIMUM_SECONDS);
      if (mistakes.length + failures.length > 0) throw new Error(`while the CRM had no faults: ${[...mistakes, ...failures][0]}`);
      return perSecond;
    }),
  );
}

/** @param {number} rate */
async function soak(rate) {
  return withChildren([start('crm/faulty.mjs')], (crm) =>
    withChildren([start('contenders/gateway.mjs', { crm: crm.url, ...GATEWAY }, ['--expose-gc'])], async (gateway) => {
      /** @type {Record<string, number>} */
      const answers = {};
      const stop = new AbortController();
      const sampling = sample(gateway, stop.signal);
      const mistake = answerChecker(answers);
      const { mistakes, ...run } = await load(gateway.port, { connections: CONNECTIONS, seconds, rate, timeoutSeconds: HANGS_AFTER_SECONDS, mistake });
      stop.abort();
      const faults = /** @type {Record<string, number>} */ (await crm.ask('counts'));
      const kinds = /** @type {string[]} */ (await crm.ask('kinds'));
      return { samples: await sampling, run, answers, faults, kinds, mistakes: [...mistakes, ...gateway.failures, ...crm.failures] };
    }),
  );
}

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / BYTES_PER_MB).toFixed(1);

/**
 * @param {Sample[]} samples
 * @returns {string[]} a message for each value that grew too much
 */
function growth(samples) {
  const settled = samples.filter(({ at }) => at >= Math.min(SETTLED_SECONDS, SETTLED_SHARE * seconds));
  const compared = Math.ceil(COMPARED_SHARE * settled.length);
  return Object.entries(MAX_GROWTH).flatMap(([name, bound]) => {
    const [from, to] = [settled.slice(0, compared), settled.slice(-compared)].map((some) => median(some.map((one) => one[/** @type {'rss'} */ (name)])));
    const grown = (to - from) / BYTES_PER_MB;
    console.log(
      `${name.padEnd(8)} ${megabytes(from)} MB in the ${compared} samples from ${settled[0]?.at} s on, ${megabytes(to)} MB in the last ${compared}: grew by ${grown.toFixed(1)} MB; at most ${bound}`,
    );
    return grown <= bound ? [] : [`${name} grew by ${grown.toFixed(1)} MB, more than ${bound}`];
  });
}

const most = await maximum();
console.log(`${most.toFixed(0)} answers/s while the CRM has no faults, with ${CONNECTIONS} connections; half of that for ${seconds} s:\n`);
const { samples, run, answers, faults, kinds, mistakes } = await soak(most / 2);
const total = Object.values(answers).reduce((sum, count) => sum + count, 0) + mistakes.length;

console.log(
  table(
    ['the CRM', 'times'],
    kinds.map((kind) => [kind, faults[kind] ?? 0]),
  ),
);
console.log(`\n${table(['the gateway', 'answers'], Object.entries(answers))}\n`);
const delays = samples.map(({ delayP50, delayP99, delayMax }) => [delayP50, delayP99, delayMax].map((ms) => ms.toFixed(0)));
const rows = samples.map(({ at, rss, heapUsed }, index) => [`${at} s`, megabytes(rss), megabytes(heapUsed), ...delays[index]]);
console.log(`${table(['', 'RSS MB', 'heap MB', 'event loop p50 ms', 'p99 ms', 'max ms'], rows)}\n`);
console.log(`${total} answers, p50 ${run.p50.toFixed(1)} ms, p99 ${run.p99.toFixed(0)} ms`);

const failures = [...new Set(mistakes), ...growth(samples)];
const right = (answers['200, the member’s coupons'] ?? 0) / total;
console.log(`${(right * 100).toFixed(1)} % of the answers are the member’s coupons; at least ${LEAST_RIGHT * 100} %`);
if (!(right >= LEAST_RIGHT)) failures.push('too few answers are right');
for (const kind of kinds) if (!faults[kind]) failures.push(`the CRM never had this fault: ${kind}`);
for (const failure of failures) console.log(`✗ ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
