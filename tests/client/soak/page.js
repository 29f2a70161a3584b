// @ts-check
// Runs in the page. soak.mjs calls its functions to make calls and to measure the memory.
import { captured, clients, references } from './watched.js';
import { memoryFetch } from './memory-crm.js';

// Replaces the global `fetch`, which the package looks up at each call.
globalThis.fetch = memoryFetch;
const { KINDS, newClients, outcome } = await import('./calls.js');
/** @type {typeof import('houcaller-coupons')} */
const { default: init, CouponClient } = await import(/** @type {string} */ ('/dist/index.js'));

const AT_ONCE = 500;

// Consecutive calls take kinds that are this far apart in the list, so that neighbours are of different kinds.
const STRIDE = 37;

/**
 * The kinds of calls in the order in which they are made: each as often as its share says.
 *
 * @param {string} only a part of the names of the kinds to use
 * @returns {string[]}
 */
function sequenceOf(only) {
  const kinds = Object.entries(KINDS)
    .filter(([name]) => name.includes(only))
    .flatMap(([name, { share }]) => Array(share).fill(name));
  return kinds.map((_, index) => kinds[(index * STRIDE) % kinds.length]);
}

/** @type {string[]} */
const unhandled = [];
addEventListener('unhandledrejection', ({ reason }) => void unhandled.push(String(reason)));

/**
 * @param {number} from
 * @param {number} count
 * @param {string} only
 * @returns {Promise<{ counts: Record<string, number>, mistakes: string[] }>}
 */
async function calls(from, count, only) {
  const sequence = sequenceOf(only);
  /** @type {Record<string, number>} */
  const counts = {};
  /** @type {string[]} */
  const mistakes = [];
  for (let done = 0; done < count; done += AT_ONCE) {
    const clientOf = newClients();
    const batch = Array.from({ length: Math.min(AT_ONCE, count - done) }, async (_, index) => {
      const turn = from + done + index;
      const name = sequence[turn % sequence.length];
      const { expected, call } = KINDS[name];
      const actual = await outcome(() => call(clientOf, Math.floor(turn / sequence.length)));
      counts[name] = (counts[name] ?? 0) + 1;
      if (actual !== expected) mistakes.push(`${name}: ${actual}`);
    });
    await Promise.all(batch);
  }
  return { counts, mistakes: [...mistakes, ...unhandled.splice(0).map((reason) => `unhandled: ${reason}`)] };
}

/** @type {AsyncIterator<import('houcaller-coupons').MemberResult> | undefined} */
let run;

/**
 * Takes the next results of one endless run over many members.
 *
 * @param {number} count
 */
async function members(count) {
  run ??= manyMembers()[Symbol.asyncIterator]();
  for (let taken = 0; taken < count; taken += 1) {
    const { value } = await run.next();
    if (value.coupons?.length !== 0) throw new Error('expected an empty list of coupons');
  }
}

function manyMembers() {
  const client = new CouponClient({
    baseUrl: 'http://crm.invalid/few',
    channel: 'hkl-test',
    cipher: { key: 'sandbox8' },
    dangerouslyAllowBrowser: true,
  });
  const ids = (function* () {
    for (let index = 0; ; index += 1) yield { memberId: `M${index}` };
  })();
  return client.listCouponsOfMembers(ids);
}

async function endMembers() {
  await run?.return?.();
  run = undefined;
}

/** The memory in use after garbage collection. */
async function measure() {
  for (let times = 0; times < 4; times += 1) {
    /** @type {any} */ (globalThis).gc();
    // Finalizers run in tasks of their own.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // Found by its buffer, because the build shortens its name, and the engine without WebAssembly has a memory of its own.
  const memory = Object.values(captured.wasm ?? {}).find((it) => Object(it).buffer instanceof ArrayBuffer);
  if (!memory) throw new Error('the module was created before watched.js was loaded');
  if (!references.table) throw new Error('the table of references was created before watched.js was loaded');
  return {
    wasm: /** @type {WebAssembly.Memory} */ (memory).buffer.byteLength,
    references: references.table.length,
    heap: /** @type {any} */ (performance).memory.usedJSHeapSize,
    made: clients.made,
    freed: clients.freed,
    // The browser's own figure for this page, which includes WebAssembly and DOM objects.
    page: (await /** @type {any} */ (performance).measureUserAgentSpecificMemory()).bytes,
  };
}

/** The engine without WebAssembly, which keeps its memory for `measure`. */
async function engineOf() {
  /** @type {typeof import('houcaller-coupons/no-wasm')} */
  const { engine } = await import(/** @type {string} */ ('/dist/no-wasm.js'));
  const instantiate = (/** @type {any[]} */ ...given) => (captured.wasm = /** @type {any} */ (engine).instantiate(...given));
  return { ...engine, instantiate };
}

await init(location.search === '?no-wasm' ? await engineOf() : undefined);
export const soak = { calls, members, endMembers, measure };
Object.assign(globalThis, { soak });
