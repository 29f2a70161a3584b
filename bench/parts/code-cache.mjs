// @ts-check
// Finds out whether Chromium keeps the compiled code of a streamed module for the next visit, in a profile on disk.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchWithProfile } from '../hosts/index.mjs';
import { CPU_SLOWDOWN } from './start.mjs';
import { MEMBER, PARAM, SLIM, SLIM_PRELOADED } from '../start-pages.mjs';

export const PART = 'code cache';
export const KEPT = 'kept';
export const USED = 'used';
export const CONTENDERS = [SLIM, SLIM_PRELOADED];
/** How many calls of `listCoupons` a visit makes. */
export const CALLS = [1, 300];

/** V8 writes the code when it has compiled no more for two seconds; a busy machine takes longer. */
const UNTIL_WRITTEN_MS = 6_000;
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-v8.compile', 'v8', 'v8.wasm'];

/**
 * The bytes of compiled code that the first visit left, and that the second visit found.
 *
 * @param {{ url: string, pages: import('../start-pages.mjs').StartPage[] }} server
 * @returns {Promise<import('../rounds.mjs').Result[]>}
 */
export async function measureCodeCache({ url, pages }) {
  const results = [];
  for (const contender of CONTENDERS) {
    const page = pages.find(({ name, what }) => name === contender && what === PARAM);
    for (const calls of CALLS) {
      const { produced, consumed } = await twoVisits(`${url}/${page?.path}?length=28`, calls);
      const about = { part: PART, host: 'Chromium', size: calls, contender };
      results.push({ ...about, what: KEPT, samples: [produced] }, { ...about, what: USED, samples: [consumed] });
    }
  }
  return results;
}

/**
 * @param {string} url
 * @param {number} calls
 */
async function twoVisits(url, calls) {
  const profile = await mkdtemp(join(tmpdir(), 'houcaller-bench-profile-'));
  /** @type {Awaited<ReturnType<typeof launchWithProfile>> | undefined} */
  let context;
  try {
    context = await launchWithProfile(profile);
    const first = await visit(await context.newPage(), url, { calls, waitMs: UNTIL_WRITTEN_MS });
    const second = await visit(await context.newPage(), url, { calls: 1, waitMs: 0 });
    return { produced: first.produced, consumed: second.consumed };
  } finally {
    await context?.close();
    await rm(profile, { recursive: true });
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @param {{ calls: number, waitMs: number }} use of the page
 */
async function visit(page, url, { calls, waitMs }) {
  const session = await page.context().newCDPSession(page);
  /** @type {any[]} */
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...value));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES } });
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.goto(url);
  await page.waitForFunction('globalThis.started');
  await page.evaluate(
    async ([calls, memberId]) => {
      const { listCoupons } = /** @type {any} */ (globalThis);
      for (let call = 0; call < calls; call += 1) await listCoupons(memberId);
    },
    /** @type {const} */ ([calls, MEMBER]),
  );
  await page.waitForTimeout(waitMs);
  const complete = new Promise((resolve) => void session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await page.close();
  if (!events.some(({ name }) => name === 'v8.wasm.streamFromResponseCallback')) throw new Error(`${url}: expected a streamed module, found none`);
  const bytes = (/** @type {string} */ event, /** @type {string} */ field) =>
    Math.max(0, ...events.filter(({ name }) => name === event).map(({ args }) => args?.data?.[field] ?? args?.[field] ?? 0));
  return { produced: bytes('v8.wasm.cachedModule', 'producedCacheSize'), consumed: bytes('v8.wasm.moduleCacheHit', 'consumedCacheSize') };
}
