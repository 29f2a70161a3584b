// @ts-check
// Makes a million mixed calls in one page of Chromium, then lists a million members in one run, and checks that memory does not grow.
//   node tests/client/soak/soak.mjs [--calls 1000000] [--members 1000000] [--only <part of the name of a kind of call>] [--no-wasm]
// --no-wasm uses the engine without WebAssembly.
// Fails if a call has an unexpected outcome, if memory grows after the warm-up by more than the limits below, or if unreferenced
// clients are not freed. Needs `npm run build`.
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startServer } from './server.mjs';

const ROWS = 10;
// The first row is the warm-up: code is compiled, and memory is allocated that later calls reuse.
const MOST_GROWTH = {
  // WebAssembly memory grows by pages of 65,536 bytes and never shrinks: a leak of one byte in ten calls would show.
  wasm: 65_536,
  // A slot that leaks in one call of a thousand would exceed this. The number of slots in use at the same time varies by a few.
  references: 500,
  heap: 1_000_000,
  page: 2_000_000,
  // Clients that the last garbage collection did not free yet.
  live: 200,
  listeners: 20,
};
// The run remembers its last 100,000 queries, in a table that is rebuilt at times.
const MOST_GROWTH_OF_MEMBERS = { ...MOST_GROWTH, heap: 8_000_000, page: 8_000_000 };

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000000' },
    members: { type: 'string', default: '1000000' },
    only: { type: 'string', default: '' },
    'no-wasm': { type: 'boolean', default: false },
  },
});
const [calls, members] = [Number(values.calls), Number(values.members)];

const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
  ...['--disable-background-timer-throttling', '--disable-renderer-backgrounding'],
  ...['--js-flags=--expose-gc', '--enable-precise-memory-info', '--enable-blink-features=ForceEagerMeasureMemory'],
];

/**
 * @typedef {import('./page.js').soak} Soak
 * @typedef {Awaited<ReturnType<Soak['measure']>>} Measured
 * @typedef {Measured & { done: number, perSecond: number, live: number, listeners: number }} Row
 */

/**
 * Divides the work into equal parts, and measures after each.
 *
 * @param {import('playwright-core').Page} page
 * @param {number} count
 * @param {(from: number, count: number) => Promise<unknown>} work
 */
async function inRows(page, count, work) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const part = Math.ceil(count / ROWS);
  /** @type {Row[]} */
  const rows = [];
  let done = 0;
  while (done < count) {
    const began = performance.now();
    const now = Math.min(part, count - done);
    await work(done, now);
    const perSecond = Math.round((now / (performance.now() - began)) * 1_000);
    done += now;
    const measured = await page.evaluate(() => /** @type {any} */ (globalThis).soak.measure());
    const { metrics } = await session.send('Performance.getMetrics');
    const listeners = metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? NaN;
    rows.push({ done, perSecond, ...measured, live: measured.made - measured.freed, listeners });
  }
  await session.detach();
  return rows;
}

/**
 * @param {string} title
 * @param {Row[]} rows
 * @param {Record<string, number>} bounds
 * @returns {string[]} what grew too much
 */
function report(title, rows, bounds) {
  console.log(`\n${title}`);
  console.table(
    Object.fromEntries(
      rows.map(({ done, perSecond, wasm, references, heap, page, made, freed, live, listeners }) => [
        done.toLocaleString('en'),
        {
          'a second': perSecond,
          'wasm bytes': wasm,
          references,
          'heap bytes': heap,
          'page bytes': page,
          made,
          freed,
          live,
          listeners,
        },
      ]),
    ),
  );
  const [first, last] = [rows[0], rows[rows.length - 1]];
  return Object.entries(bounds).flatMap(([name, bound]) => {
    const grown = /** @type {any} */ (last)[name] - /** @type {any} */ (first)[name];
    console.log(`${name.padEnd(12)} grew by ${grown} after the first row; at most ${bound}`);
    return grown <= bound ? [] : [`${title}: ${name} grew by ${grown}, more than ${bound}`];
  });
}

/** @param {import('playwright-core').Page} page */
async function mixedCalls(page) {
  /** @type {Record<string, number>} */
  const counts = {};
  /** @type {string[]} */
  const mistakes = [];
  const rows = await inRows(page, calls, async (from, count) => {
    const part = await page.evaluate(
      ([from, count, only]) => /** @type {Soak} */ (/** @type {any} */ (globalThis).soak).calls(from, count, only),
      /** @type {const} */ ([from, count, values.only]),
    );
    for (const [name, number] of Object.entries(part.counts)) counts[name] = (counts[name] ?? 0) + number;
    mistakes.push(...part.mistakes);
  });
  console.table(Object.fromEntries(Object.entries(counts).map(([name, number]) => [name, { calls: number }])));
  if (mistakes.length > 0) console.log([`${mistakes.length} had an unexpected outcome:`, ...new Set(mistakes)].join('\n'));
  return [...(mistakes.length > 0 ? [`${mistakes.length} calls had an unexpected outcome`] : []), ...report('mixed calls', rows, MOST_GROWTH)];
}

/** @param {import('playwright-core').Page} page */
async function manyMembers(page) {
  const rows = await inRows(page, members, (_, count) =>
    page.evaluate((count) => /** @type {Soak} */ (/** @type {any} */ (globalThis).soak).members(count), count),
  );
  await page.evaluate(() => /** @type {Soak} */ (/** @type {any} */ (globalThis).soak).endMembers());
  return report('members of one run', rows, MOST_GROWTH_OF_MEMBERS);
}

const began = performance.now();
const server = await startServer();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS });
try {
  const page = await browser.newPage();
  const failures = /** @type {string[]} */ ([]);
  page.on('pageerror', (error) => void failures.push(`the page: ${error.message}`));
  page.on('crash', () => void failures.push('the page crashed'));
  page.on('console', (message) => void (message.type() === 'warning' && failures.push(`the console: ${message.text()}`)));
  await page.goto(values['no-wasm'] ? `${server.url}?no-wasm` : server.url);
  await page.waitForFunction(() => 'soak' in globalThis, null, { timeout: 10_000 });
  console.log(`Chromium ${browser.version()}`);
  if (calls > 0) failures.push(...(await mixedCalls(page)));
  if (members > 0) failures.push(...(await manyMembers(page)));
  console.log(`\n${Math.round((performance.now() - began) / 1_000)} s in all`);
  for (const failure of failures) console.log(`✗ ${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  server.close();
}
