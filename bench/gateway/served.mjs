// @ts-check
// The child's side of child.mjs: sends the parent the server's address, answers its questions, and reports failures.
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOST } from './places.mjs';

const PER_MS = 1e6;

/** @param {object} message */
const send = (message) => void process.send?.(message);

for (const event of /** @type {const} */ (['unhandledRejection', 'uncaughtException', 'warning'])) {
  process.on(event, (/** @type {unknown} */ reason) => {
    // Of a reason that is not an error only its type is sent, because its text may contain ids.
    if (!(reason instanceof Error && reason.name === 'ExperimentalWarning'))
      send({ failure: `${event}: ${reason instanceof Error ? reason.stack : typeof reason}` });
  });
}
// The parent has ended, so nobody would stop this process.
process.on('disconnect', () => process.exit());

const TICK_MS = 10;
const FINALIZED_MS = 20;
const PAGES_BACK_MS = 30;
const delay = monitorEventLoopDelay({ resolution: TICK_MS });
delay.enable();

/**
 * @typedef {{ rss: number, heapUsed: number, delayP50: number, delayP99: number, delayMax: number }} Measured bytes and milliseconds; the delay is that
 *   since the last measurement, without the garbage collection
 */

/** @type {Record<string, () => unknown>} */
const ANSWERS = {
  /** The CPU time of this process in milliseconds. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  /** The memory in use after a garbage collection; needs `--expose-gc`. */
  measure: async () => {
    const [delayP50, delayP99, delayMax] = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) => Math.max(0, ns / PER_MS - TICK_MS));
    const collect = /** @type {any} */ (globalThis).gc;
    collect();
    // Collects twice, because finalizers run in later tasks and release more.
    await sleep(FINALIZED_MS);
    collect();
    const { heapUsed } = process.memoryUsage();
    // V8's threads return the freed pages to the system after the collection; until then RSS still counts them.
    await sleep(PAGES_BACK_MS);
    const rss = process.memoryUsage.rss();
    delay.reset();
    return { rss, heapUsed, delayP50, delayP99, delayMax };
  },
};

/**
 * Serves on the loopback interface.
 *
 * @param {import('node:http').Server} server
 * @param {{ port?: number, answers?: typeof ANSWERS }} [options] `answers`: to additional questions
 */
export async function serve(server, { port = 0, answers = {} } = {}) {
  const known = { ...ANSWERS, ...answers };
  process.on('message', async (/** @type {any} */ { id, question }) => send({ id, answer: await known[question]() }));
  server.listen(port, HOST);
  await once(server, 'listening');
  send({ id: 0, answer: `http://${HOST}:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}` });
}
