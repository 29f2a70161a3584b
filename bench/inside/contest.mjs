// @ts-check
// The benchmark inside a host, which is Node or a page. Contenders are prepared and checked once, and then measured repeatedly
// with mitata.
import { measure } from 'mitata';
import { prepareCall } from './call.mjs';
import { prepareDecode } from './decode.mjs';
import { prepareEncrypt } from './encrypt.mjs';

/**
 * @typedef {import('../types.js').Task} Task
 * @typedef {() => unknown} Work the function to measure, which may be asynchronous
 */

const WARM_UP_MS = 300;
/** Before each measurement, because other contenders ran since the last one. */
const WARM_AGAIN_MS = 20;
const ENOUGH_NS = 150e6;
const BATCH = 256;
const COLLECTIONS = 3;
/** @type {Map<string, Work>} */
const prepared = new Map();

/**
 * Prepares and warms up a contender. Throws if its result is wrong.
 *
 * @param {string} id
 * @param {Task} task
 */
export async function prepare(id, task) {
  await hold(id, task);
  await warm(workFor(id), WARM_UP_MS);
}

/**
 * Prepares a contender without running it.
 *
 * @param {string} id
 * @param {Task} task
 */
export async function hold(id, task) {
  prepared.set(id, await prepareTask(task));
}

/**
 * The mean time of one call in nanoseconds. A mean, not a median, because a contender's garbage collections belong to its time.
 * No collection is forced, because that would discard the compiled code of the other contenders.
 *
 * @param {string} id
 */
export async function timeOf(id) {
  const work = workFor(id);
  await warm(work, WARM_AGAIN_MS);
  const { avg } = await measure(work, { min_samples: 2, min_cpu_time: ENOUGH_NS, batch_samples: BATCH, samples_threshold: Infinity, gc: false });
  return avg;
}

/**
 * @param {Work} work
 * @param {number} ms
 */
async function warm(work, ms) {
  const began = performance.now();
  do await work();
  while (performance.now() - began < ms);
}

/**
 * Runs a contender once.
 *
 * @param {string} id
 */
export async function once(id) {
  await workFor(id)();
}

/**
 * Runs a contender this many times, one after another.
 *
 * @param {string} id
 * @param {number} times
 */
export async function repeat(id, times) {
  const work = workFor(id);
  for (let time = 0; time < times; time += 1) await work();
}

/** @param {string} id */
export function forget(id) {
  prepared.delete(id);
}

/** The size of the JavaScript heap in bytes after garbage collections. */
export async function heapInUse() {
  // Some objects are free only after a task that follows a collection.
  for (let time = 0; time < COLLECTIONS; time += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { memory } = /** @type {{ memory?: { usedJSHeapSize: number } }} */ (/** @type {unknown} */ (performance));
  return typeof process === 'object' ? process.memoryUsage().heapUsed : (memory?.usedJSHeapSize ?? Number.NaN);
}

/** Collects garbage if the host exposes `gc`. */
export function collectGarbage() {
  /** @type {{ gc?: () => void }} */ (globalThis).gc?.();
}

/** @param {string} id */
function workFor(id) {
  const work = prepared.get(id);
  if (!work) throw new Error(`${id} was not prepared`);
  return work;
}

/**
 * @param {Task} task
 * @returns {Promise<Work>}
 */
function prepareTask(task) {
  if (task.part === 'encrypt') return prepareEncrypt(task);
  if (task.part === 'call') return prepareCall(task);
  return prepareDecode(task);
}
