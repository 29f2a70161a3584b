// @ts-check
// Measures the time from navigation to the first param, or to the coupons on the page, in Chromium with a 4 × CPU slow-down and
// DevTools' "Slow 4G" network.
import { OURS } from '../compared.mjs';
import { NS_PER_MS } from '../figures.mjs';
import { measureRounds } from '../rounds.mjs';
import { PARAM, UNBUNDLED } from '../start-pages.mjs';

export const PART = 'start';
export const COLD = 'cold';
export const WARM = 'warm';
export const QUERY_BYTES = 28;
/** The sizes of the encrypted query in bytes. */
export const SIZES = [QUERY_BYTES, 16_384, 262_144];
export const COUPONS = 8;
/** Few, because the emulated network hardly varies. */
export const ROUNDS = 5;
export const GROWTH_ROUNDS = 3;

export const CPU_SLOWDOWN = 4;
// As Chromium's DevTools define it.
const SLOW_4G = { offline: false, latency: 150 * 3.75, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };
/** One visit fills the HTTP cache. Chromium caches compiled code only for a profile on disk, so more visits have no effect. */
const VISITS_UNTIL_WARM = 1;
const LONGEST_MS = 120_000;

/**
 * @typedef {import('../start-pages.mjs').StartPage} StartPage
 *
 * What is measured of a page, as the `what` of its result.
 */
export const measured = (/** @type {StartPage['what']} */ what, /** @type {string} */ cache) => `${what}, ${cache}`;

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} rounds
 * @param {object} server
 * @param {string} server.url
 * @param {StartPage[]} server.pages
 */
export async function measureStart(browser, rounds, { url, pages }) {
  const contestants = (/** @type {number} */ size) =>
    pages.flatMap((page) =>
      [COLD, WARM].map((cache) => ({
        ...{ part: PART, host: 'Chromium', what: measured(page.what, cache), size, contender: page.name },
        sample: () => start(browser, `${url}/${page.path}?length=${size}`, page, size, cache === WARM ? VISITS_UNTIL_WARM : 0),
      })),
    );
  const [small, ...larger] = SIZES;
  const growth = larger.flatMap(contestants).filter(({ contender, what }) => contender === OURS && what === measured(PARAM, COLD));
  return [...(await measureRounds(Math.min(rounds, ROUNDS), contestants(small))), ...(await measureRounds(Math.min(rounds, GROWTH_ROUNDS), growth))];
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {StartPage} of
 * @param {number} bytes
 * @param {number} visitsBefore
 */
async function start(browser, url, { what }, bytes, visitsBefore) {
  const context = await browser.newContext();
  /** @type {Error[]} */
  const failures = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(LONGEST_MS);
    page.on('pageerror', (error) => void failures.push(error));
    for (let visit = 0; visit < visitsBefore; visit += 1) {
      await page.goto(url);
      await page.waitForFunction('globalThis.started');
      await page.goto('about:blank');
    }
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW_4G);
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await page.goto(url, { waitUntil: 'commit' });
    const handle = await page.waitForFunction('globalThis.started');
    const { at, param = '', items } = /** @type {{ at: number, param?: string, items?: number }} */ (await handle.jsonValue());
    const encrypts = what === PARAM || what === UNBUNDLED;
    if (encrypts && param.length !== 2 * (bytes - (bytes % 8) + 8)) throw new Error(`${url}: not a param`);
    if (!encrypts && items !== COUPONS) throw new Error(`${url}: expected ${COUPONS} coupons on the page, found ${items}`);
    return at * NS_PER_MS;
  } catch (error) {
    throw failures.at(0) ?? error;
  } finally {
    await context.close();
  }
}
