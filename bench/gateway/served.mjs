// @ts-check
// The child's side: tells the parent where it serves, answers its questions, and reports what must not happen.
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOST } from './places.mjs';

const PER_MS = 1e6;

/** @param {object} message */
const tell = (message) => void process.send?.(message);

for (const event of /** @type {const} */ (['unhandledRejection', 'uncaughtException', 'warning'])) {
  process.on(event, (/** @type {unknown} */ reason) => {
    // What it says may hold anything.
    if (!(reason instanceof Error && reason.name === 'ExperimentalWarning')) tell({ failure: `${event}: ${reason instanceof Error ? reason.stack : typeof reason}` });
  });
}
// Nobody is left who would stop it.
process.on('disconnect', () => process.exit());

const TICK_MS = 10;
const FINALIZED_MS = 20;
const PAGES_BACK_MS = 30;
const delay = monitorEventLoopDelay({ resolution: TICK_MS });
delay.enable();

/**
 * @typedef {{ rss: number, heapUsed: number, delayP50: number, delayP99: number, delayMax: number }} Measured bytes and milliseconds; the delay since
 *   it was asked for last, without the collection
 */

/** @type {Record<string, () => unknown>} */
const ANSWERS = {
  /** Milliseconds of CPU time that this process has taken. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  /** What is in use after everything that can be collected was; needs `--expose-gc`. */
  measure: async () => {
    const [delayP50, delayP99, delayMax] = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) => Math.max(0, ns / PER_MS - TICK_MS));
    const collect = /** @type {any} */ (globalThis).gc;
    collect();
    // Finalizers run in tasks of their own, and let go of more; what requests allocate meanwhile is collected too.
    await sleep(FINALIZED_MS);
    collect();
    const { heapUsed } = process.memoryUsage();
    // V8's own threads give the emptied pages back after it: until then RSS is what was allocated last.
    await sleep(PAGES_BACK_MS);
    const rss = process.memoryUsage.rss();
    delay.reset();
    return { rss, heapUsed, delayP50, delayP99, delayMax };
  },
};

/**
 * Serves on this machine only.
 *
 * @param {import('node:http').Server} server
 * @param {{ port?: number, answers?: typeof ANSWERS }} [options] `answers` to more questions
 */
export async function serve(server, { port = 0, answers = {} } = {}) {
  const known = { ...ANSWERS, ...answers };
  process.on('message', async (/** @type {any} */ { id, question }) => tell({ id, answer: await known[question]() }));
  server.listen(port, HOST);
  await once(server, 'listening');
  tell({ id: 0, answer: `http://${HOST}:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}` });
}
