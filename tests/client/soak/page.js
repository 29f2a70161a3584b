// @ts-check
// Runs in the page; the command asks it for calls, and for measurements.
import { captured, clients, references } from './watched.js';
import { memoryFetch } from './memory-crm.js';

// Before the package is loaded, and in the place of the host's own: the package looks it up at each call.
globalThis.fetch = memoryFetch;
const { KINDS, newClients, outcome } = await import('./calls.js');
/** @type {typeof import('houcaller-coupons')} */
const { default: init, CouponClient } = await import(/** @type {string} */ ('/dist/index.js'));

const AT_ONCE = 500;

// Neighbours are to be different.
const STRIDE = 37;

/**
 * @param {string} only a part of the names of the kinds that are dealt
 * @returns {string[]}
 */
function deckOf(only) {
  const deck = Object.entries(KINDS)
    .filter(([name]) => name.includes(only))
    .flatMap(([name, { share }]) => Array(share).fill(name));
  return deck.map((_, index) => deck[(index * STRIDE) % deck.length]);
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
  const deck = deckOf(only);
  /** @type {Record<string, number>} */
  const counts = {};
  /** @type {string[]} */
  const mistakes = [];
  for (let done = 0; done < count; done += AT_ONCE) {
    const clientOf = newClients();
    const deal = Array.from({ length: Math.min(AT_ONCE, count - done) }, async (_, index) => {
      const turn = from + done + index;
      const name = deck[turn % deck.length];
      const { becomes, call } = KINDS[name];
      const became = await outcome(() => call(clientOf, Math.floor(turn / deck.length)));
      counts[name] = (counts[name] ?? 0) + 1;
      if (became !== becomes) mistakes.push(`${name}: ${became}`);
    });
    await Promise.all(deal);
  }
  return { counts, mistakes: [...mistakes, ...unhandled.splice(0).map((reason) => `unhandled: ${reason}`)] };
}

/** @type {AsyncIterator<import('houcaller-coupons').MemberResult> | undefined} */
let run;

/**
 * Takes so many more results of one endless run over many members.
 *
 * @param {number} count
 */
async function members(count) {
  run ??= manyMembers()[Symbol.asyncIterator]();
  for (let taken = 0; taken < count; taken += 1) {
    const { value } = await run.next();
    if (value.coupons?.length !== 0) throw new Error('not the answer that was given');
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

/** What is in use after everything that can be collected was. */
async function measure() {
  for (let times = 0; times < 4; times += 1) {
    /** @type {any} */ (globalThis).gc();
    // Finalizers run in tasks of their own.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // By what it is: the build shortens its name.
  const memory = Object.values(captured.wasm ?? {}).find((it) => it instanceof WebAssembly.Memory);
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('the module was made before anybody looked');
  if (!references.table) throw new Error('the table of references was made before anybody looked');
  return {
    wasm: memory.buffer.byteLength,
    references: references.table.length,
    heap: /** @type {any} */ (performance).memory.usedJSHeapSize,
    made: clients.made,
    freed: clients.freed,
    // What the browser itself counts for this page: WebAssembly and the DOM's own objects too.
    page: (await /** @type {any} */ (performance).measureUserAgentSpecificMemory()).bytes,
  };
}

await init();
export const soak = { calls, members, endMembers, measure };
Object.assign(globalThis, { soak });
