// @ts-check
// What runs inside a host, Node or a page: contenders are prepared once, what they give is looked at, and then each is measured again and again by mitata.
import { measure } from 'mitata';
import { prepareCall } from './call.mjs';
import { prepareDecode } from './decode.mjs';
import { prepareEncrypt } from './encrypt.mjs';

/**
 * @typedef {import('../types.js').Task} Task
 * @typedef {() => unknown} Work what is measured; it may be asynchronous
 */

const WARM_UP_MS = 300;
/** Before each measurement: others have had their turn since. */
const WARM_AGAIN_MS = 20;
const ENOUGH_NS = 150e6;
const BATCH = 256;
/** @type {Map<string, Work>} */
const prepared = new Map();

/**
 * Readies a contender, and throws unless it gives what all give.
 *
 * @param {string} id
 * @param {Task} task
 */
export async function prepare(id, task) {
  await hold(id, task);
  await warm(found(id), WARM_UP_MS);
}

/**
 * Readies a contender without running it.
 *
 * @param {string} id
 * @param {Task} task
 */
export async function hold(id, task) {
  prepared.set(id, await workOf(task));
}

/**
 * The mean time of one call, in nanoseconds: of all calls, since what a contender leaves for the garbage collector is its own. Nobody forces a collection: it
 * throws away what was compiled of contenders that wait for their turn.
 *
 * @param {string} id
 */
export async function timeOf(id) {
  const work = found(id);
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
  await found(id)();
}

/** @param {string} id */
export function forget(id) {
  prepared.delete(id);
}

/** As far as the host lets it. */
export function collectGarbage() {
  /** @type {{ gc?: () => void }} */ (globalThis).gc?.();
}

/** @param {string} id */
function found(id) {
  const work = prepared.get(id);
  if (!work) throw new Error(`${id} was not prepared`);
  return work;
}

/**
 * @param {Task} task
 * @returns {Promise<Work>}
 */
function workOf(task) {
  if (task.part === 'encrypt') return prepareEncrypt(task);
  if (task.part === 'call') return prepareCall(task);
  return prepareDecode(task);
}
