// @ts-check
// Measures where the time of `listCoupons` goes: profiles many calls from memory, and draws a flame chart for each host.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { root } from '../../scripts/run.mjs';
import { OURS } from '../compared.mjs';
import { callTree, selfTimes } from '../cpu-profile.mjs';
import { flameChart } from '../flame.mjs';
import { clientLines, functionNames, glueNames, nameAround, READABLE, withoutAdditions } from '../readable.mjs';
import { count } from '../units.mjs';
import * as call from './call.mjs';

export const PART = 'profile';
export const CALLS = 10_000;
export const COUPONS = 8;
/** How many functions the report shows for each host. */
export const FUNCTIONS = 12;
export const PLACES = ['Rust', 'glue', 'JavaScript of the client', 'garbage collection', 'host'];
export const PLACE = 'place: ';
export const FUNCTION = 'function: ';
/** The flame charts and the profiles that they are drawn from. speedscope and DevTools open the profiles. */
export const FOLDER = join(root, 'target', 'bench', 'profile');

/** What rustc appends to a function's name. */
const HASH = /::h[0-9a-f]{16}$/;
const WARM_UP_CALLS = 2_000;
const NS_PER_US = 1e3;

/** @param {string} host */
export const chartOf = (host) => `flame-${host.toLowerCase()}.svg`;

/**
 * The time per call in nanoseconds, by place and by function.
 *
 * @param {object} places
 * @param {Array<{ name: string, open: () => Promise<import('../types.js').ProfiledHost> }>} places.openers of hosts in which the client has readable names
 * @param {string} places.sandbox its URL
 */
export async function measureProfile({ openers, sandbox }) {
  const [names, glue] = await Promise.all([functionNames(), glueNames()]);
  await mkdir(FOLDER, { recursive: true });
  const results = [];
  for (const { name: host, open } of openers) {
    const lines = await clientLines(host === 'Node' ? 'node' : 'index');
    const profile = await profiled(open, sandbox);
    const tree = callTree(profile, (frame) => nameOf(frame, names, lines));
    const placeOf = (/** @type {string} */ name, /** @type {string} */ url) => place(name, url, glue);
    const title = `${host}: ${count(CALLS)} × listCoupons of ${COUPONS} coupons, from memory; ${(tree.total / CALLS).toFixed(0)} µs a call`;
    await writeFile(join(FOLDER, chartOf(host)), flameChart(tree, title, placeOf));
    await writeFile(join(FOLDER, `${host.toLowerCase()}.cpuprofile`), JSON.stringify(profile));
    const result = (/** @type {string} */ what, /** @type {number} */ microseconds) => ({
      ...{ part: PART, host, what, size: COUPONS, contender: OURS },
      samples: [(microseconds * NS_PER_US) / CALLS],
    });
    const times = selfTimes(tree);
    for (const name of PLACES) {
      const inPlace = times.filter((time) => placeOf(time.name, time.url) === name);
      if (inPlace.length === 0 && name !== 'garbage collection') throw new Error(`${host}: expected functions of ${name} in the profile, found none`);
      const all = inPlace.reduce((sum, { self }) => sum + self, 0);
      results.push(result(PLACE + name, all));
    }
    for (const { name, self } of times.slice(0, FUNCTIONS)) results.push(result(FUNCTION + name, self));
  }
  return results;
}

/**
 * @param {() => Promise<import('../types.js').ProfiledHost>} open
 * @param {string} sandbox its URL
 */
async function profiled(open, sandbox) {
  const host = await open();
  try {
    const settings = { baseUrl: `${sandbox}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, key: SANDBOX_KEY };
    await host.call('prepare', OURS, {
      part: call.PART,
      contender: OURS,
      ...settings,
      memberId: call.MEMBERS.get(COUPONS),
      coupons: COUPONS,
      fromMemory: true,
    });
    await host.call('repeat', OURS, WARM_UP_CALLS);
    return await host.profile(() => host.call('repeat', OURS, CALLS));
  } finally {
    await host.close();
  }
}

/**
 * @param {import('../cpu-profile.mjs').Frame} frame
 * @param {string[]} names of the module's functions
 * @param {string[]} lines of the client's JavaScript
 */
function nameOf({ functionName, url, lineNumber }, names, lines) {
  const index = /^wasm-function\[(\d+)\]$/.exec(functionName)?.[1];
  if (index !== undefined) return (names[Number(index)] ?? functionName).replace(HASH, '');
  if (functionName) return withoutAdditions(functionName);
  if (url.includes(READABLE)) return nameAround(lines, lineNumber);
  return `(anonymous) at ${basename(url)}:${lineNumber + 1}`;
}

/**
 * One of the places. The glue is wasm-bindgen's, in the same file as the rest of the client's JavaScript. The host includes
 * the `fetch` that answers from memory.
 *
 * @param {string} name
 * @param {string} url
 * @param {Set<string>} glue the names of its functions
 */
function place(name, url, glue) {
  if (url.startsWith('wasm:')) return 'Rust';
  if (name === '(garbage collector)') return 'garbage collection';
  if (!url.includes(READABLE)) return 'host';
  return glue.has(name) ? 'glue' : 'JavaScript of the client';
}
