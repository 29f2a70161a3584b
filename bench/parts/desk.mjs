// @ts-check
// Measures the coupon desk with 10,000 coupons, beside a page with Vant's list, and a batch of 2,000 members, each through a
// gateway in Chromium.
import { startSandbox } from '../../sandbox/server.js';
import { startDeskServer } from '../../scripts/desk-server.mjs';
import { builtDesk } from '../../tests/desk/e2e/built-desk.js';
import { openDesk } from '../../tests/desk/e2e/desk-page.js';
import { bundleVant } from '../desk/bundle.mjs';
import { longTasks, scroll, timeToCoupon, watchLongTasks } from '../desk/in-page.mjs';
import { NS_PER_MS } from '../figures.mjs';
import { measureRounds } from '../rounds.mjs';
import { startServer } from '../servers/index.mjs';

export const PART = 'desk';
export const DESK = 'the coupon desk';
export const VANT = 'Vant’s list';
export const CONTENDERS = [DESK, VANT];
export const LOOK_UP = 'look-up to the first card';
export const SEARCH = 'search to the card';
export const SCROLL = 'scroll, longest frame';
export const COUPONS = 10_000;
export const CPU_SLOWDOWN = 4;
export const ROUNDS = 5;

export const BATCH = 'batch';
export const LONGEST_TASK = 'longest task';
export const LONG_TASKS = 'tasks over 50 ms';
export const MEMBERS = 2_000;
export const CRM_LATENCY_MS = 5;
export const BATCH_ROUNDS = 3;
export const SLOWDOWNS = [1, CPU_SLOWDOWN];
/** The browser reports a task from this length on. */
export const LONG_TASK_MS = 50;

const MEMBER = 'SANDBOX010000';
/** A part of each coupon's name, and of only one. */
const ANY_COUPON = '优惠券第';
const ONE_COUPON = '第9996张';
const SCROLLING = { frames: 240, step: 900 };
const LEAST_DEPTH = 20_000;
const VIEWPORT = { viewport: { width: 1440, height: 900 } };
const LONGEST_MS = 240_000;

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} rounds
 */
export async function measureDesk(browser, rounds) {
  const sandbox = await startSandbox();
  const crm = await startServer('slow.mjs', `${CRM_LATENCY_MS}`);
  try {
    return [...(await measureCoupons(browser, Math.min(rounds, ROUNDS), sandbox)), ...(await measureMembers(browser, Math.min(rounds, BATCH_ROUNDS), crm))];
  } finally {
    await crm.close();
    await sandbox.close();
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} rounds
 * @param {{ url: string }} sandbox
 */
async function measureCoupons(browser, rounds, sandbox) {
  /** @type {Record<string, string>} */
  const folders = { [DESK]: await builtDesk(), [VANT]: await bundleVant() };
  /** @type {import('../rounds.mjs').Result[]} */
  const others = [];
  const contestants = CONTENDERS.map((contender) => {
    const about = { part: PART, host: 'Chromium', size: COUPONS, contender };
    const [search, scrolling] = [SEARCH, SCROLL].map((what) => ({ ...about, what, samples: /** @type {number[]} */ ([]) }));
    others.push(search, scrolling);
    const sample = async () => {
      const measured = await withPage(browser, { sandbox, outDir: folders[contender] }, '', useCoupons);
      search.samples.push(measured.search * NS_PER_MS);
      scrolling.samples.push(measured.frame * NS_PER_MS);
      return measured.lookUp * NS_PER_MS;
    };
    return { ...about, what: LOOK_UP, sample };
  });
  return [...(await measureRounds(rounds, contestants)), ...others];
}

/**
 * Looks a member up, scrolls and searches, as both pages have it.
 *
 * @param {import('../../tests/desk/e2e/desk-page.js').DeskPage} opened
 */
async function useCoupons({ page, idField }) {
  await slowDown(page, CPU_SLOWDOWN);
  await idField.fill(MEMBER);
  const lookUp = await timeToCoupon(page, 'keydown', ANY_COUPON, () => idField.press('Enter'));
  const { longest: frame, deepest } = await scroll(page, SCROLLING);
  if (deepest < LEAST_DEPTH) throw new Error(`expected to scroll ${LEAST_DEPTH} pixels down, came to ${deepest}`);
  const searchField = page.locator('input[type=search]');
  const search = await timeToCoupon(page, 'input', ONE_COUPON, () => searchField.fill(ONE_COUPON));
  return { lookUp, frame, search };
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} rounds
 * @param {{ url: string }} crm
 */
async function measureMembers(browser, rounds, crm) {
  const outDir = await builtDesk();
  /** @type {import('../rounds.mjs').Result[]} */
  const others = [];
  const contestants = SLOWDOWNS.map((size) => {
    const about = { part: PART, host: 'Chromium', size, contender: DESK };
    const [longest, many] = [LONGEST_TASK, LONG_TASKS].map((what) => ({ ...about, what, samples: /** @type {number[]} */ ([]) }));
    others.push(longest, many);
    const sample = () =>
      withPage(browser, { sandbox: crm, outDir }, '#/batch', async ({ page }) => {
        const { took, tasks } = await runBatch(page, size);
        longest.samples.push(Math.max(0, ...tasks) * NS_PER_MS);
        many.samples.push(tasks.length);
        return took * NS_PER_MS;
      });
    return { ...about, what: BATCH, sample };
  });
  return [...(await measureRounds(rounds, contestants)), ...others];
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} slowdown
 */
async function runBatch(page, slowdown) {
  const ids = Array.from({ length: MEMBERS }, (_, index) => `BENCH${String(index).padStart(8, '0')}`);
  await page.getByRole('textbox', { name: 'Member IDs' }).fill(ids.join('\n'));
  await page.getByText(`${MEMBERS.toLocaleString('en')} IDs`).waitFor();
  await slowDown(page, slowdown);
  await watchLongTasks(page);
  const began = performance.now();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('[data-run-phase=finished]').waitFor({ timeout: LONGEST_MS });
  const took = performance.now() - began;
  const failed = await page.locator('[data-figure=failed]').textContent();
  const done = await page.locator('[data-figure=done]').textContent();
  if (failed !== '0' || !done?.startsWith(MEMBERS.toLocaleString('en')))
    throw new Error(`expected ${MEMBERS} members with coupons, found ${done}, failed ${failed}`);
  return { took, tasks: await longTasks(page) };
}

/**
 * Opens a page behind a gateway of its own, so that no cache and no rate limit is shared.
 *
 * @template T
 * @param {import('playwright-core').Browser} browser
 * @param {{ sandbox: { url: string }, outDir: string }} serving
 * @param {string} hash
 * @param {(opened: import('../../tests/desk/e2e/desk-page.js').DeskPage) => Promise<T>} work
 */
async function withPage(browser, serving, hash, work) {
  const desk = await startDeskServer({ ...serving, log: () => {} });
  try {
    const opened = await openDesk(browser, desk, { hash, context: VIEWPORT });
    opened.page.setDefaultTimeout(LONGEST_MS);
    return await work(opened).finally(opened.close);
  } finally {
    await desk.close();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} rate
 */
async function slowDown(page, rate) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}
