// @ts-check
// Measures the time from navigation to the first param, in Chromium with a 4 × CPU slow-down and DevTools' "Slow 4G" network.
import { OURS } from '../compared.mjs';
import { NS_PER_MS } from '../figures.mjs';
import { measureRounds } from '../rounds.mjs';

export const PART = 'start';
export const COLD = 'cold';
export const WARM = 'warm';
export const QUERY_BYTES = 28;
/** The sizes of the encrypted query in bytes. */
export const SIZES = [QUERY_BYTES, 16_384, 262_144];

const CPU_SLOWDOWN = 4;
// As Chromium's DevTools define it.
const SLOW_4G = { offline: false, latency: 150 * 3.75, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };
/** One visit fills the HTTP cache. Chromium caches compiled code only for a profile on disk, so more visits have no effect. */
const VISITS_UNTIL_WARM = 1;
const LONGEST_MS = 120_000;
export const GROWTH_ROUNDS = 3;

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} rounds
 * @param {string} server its URL
 * @param {import('../bundles.mjs').StartPage[]} pages
 */
export async function measureStart(browser, rounds, server, pages) {
  const contestants = (/** @type {number} */ size) =>
    pages.flatMap(({ name, path }) =>
      [COLD, WARM].map((what) => ({
        ...{ part: PART, host: 'Chromium', what, size, contender: name },
        sample: () => start(browser, `${server}/${path}?length=${size}`, size, what === WARM ? VISITS_UNTIL_WARM : 0),
      })),
    );
  const [small, ...larger] = SIZES;
  const growth = larger.flatMap(contestants).filter(({ contender, what }) => contender === OURS && what === COLD);
  return [...(await measureRounds(rounds, contestants(small))), ...(await measureRounds(Math.min(rounds, GROWTH_ROUNDS), growth))];
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {number} bytes
 * @param {number} visitsBefore
 */
async function start(browser, url, bytes, visitsBefore) {
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
    const { at, param } = /** @type {{ at: number, param: string }} */ (await handle.jsonValue());
    if (param.length !== 2 * (bytes - (bytes % 8) + 8)) throw new Error(`${url}: not a param`);
    return at * NS_PER_MS;
  } catch (error) {
    throw failures.at(0) ?? error;
  } finally {
    await context.close();
  }
}
