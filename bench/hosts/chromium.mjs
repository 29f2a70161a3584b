// @ts-check
// Runs the benchmark in a page of Chromium.
import { chromium } from 'playwright-core';
import { browser as chromiumPrograms } from '../../scripts/browser.mjs';
import { SAMPLE_US } from '../cpu-profile.mjs';
import { QUIET } from '../../tests/support/chromium.js';

/** Starts headless Chromium with an empty profile. */
export async function launch() {
  const { CHROMIUM } = await chromiumPrograms();
  return chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, '--js-flags=--expose-gc', '--enable-precise-memory-info'] });
}

/**
 * Starts headless Chromium with a profile on disk.
 *
 * @param {string} folder of the profile
 */
export async function launchWithProfile(folder) {
  const { CHROMIUM } = await chromiumPrograms();
  return chromium.launchPersistentContext(folder, { executablePath: CHROMIUM, args: [...QUIET] });
}

/**
 * Opens a page in its own profile.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of a page that runs `inside/page.mjs`
 * @returns {Promise<import('../types.js').ProfiledHost>}
 */
export async function openPage(browser, url) {
  // The server of the batch has a self-signed certificate.
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  /** @type {Error[]} */
  const failures = [];
  page.on('pageerror', (error) => void failures.push(error));
  await page.goto(url);
  await page.waitForFunction('globalThis.contest').catch((error) => {
    throw failures.at(0) ?? error;
  });
  return {
    name: 'Chromium',
    version: `Chromium ${browser.version()}`,
    processes: async () => {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      await session.detach();
      return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    },
    call: (name, ...args) => page.evaluate(([name, args]) => /** @type {any} */ (globalThis).contest[name](...args), /** @type {const} */ ([name, args])),
    profile: async (work) => {
      const session = await context.newCDPSession(page);
      await session.send('Profiler.enable');
      await session.send('Profiler.setSamplingInterval', { interval: SAMPLE_US });
      await session.send('Profiler.start');
      await work();
      const { profile } = await session.send('Profiler.stop');
      await session.detach();
      return /** @type {any} */ (profile);
    },
    close: () => context.close(),
  };
}
