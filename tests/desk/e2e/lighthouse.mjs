// @ts-check
// Measures the built desk with Lighthouse in its mobile profile: npm run desk:lighthouse
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { browser as chromium } from '../../../scripts/browser.mjs';
import { main, say } from '../../../scripts/say.mjs';
import { startSandbox } from '../../../sandbox/server.js';
import { startDesk } from './desk-server.js';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const MIN_SCORE = 95;
/** Other programs on the machine can only lower the scores, so the best of a few runs counts. */
const ATTEMPTS = 5;

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 */
async function scoresOf(browser, url) {
  const page = await browser.newPage();
  try {
    // The session cookie must stay, so only the cache is cleared and not the storage.
    const cdp = await page.createCDPSession();
    await cdp.send('Network.clearBrowserCache');
    const flags = {
      onlyCategories: CATEGORIES,
      formFactor: /** @type {const} */ ('mobile'),
      disableStorageReset: true,
      logLevel: /** @type {const} */ ('silent'),
    };
    const result = await lighthouse(url, flags, undefined, /** @type {any} */ (page));
    if (!result) throw new Error('Lighthouse gave no result');
    const { categories, audits } = result.lhr;
    const scores = Object.fromEntries(CATEGORIES.map((name) => [name, Math.round((categories[name].score ?? 0) * 100)]));
    const timings = [
      'first-contentful-paint',
      'largest-contentful-paint',
      'total-blocking-time',
      'cumulative-layout-shift',
      'speed-index',
      'total-byte-weight',
    ];
    const missed = CATEGORIES.flatMap((name) =>
      categories[name].auditRefs
        .filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 0.9)
        .map(({ id }) => `${id} (${audits[id].displayValue ?? audits[id].score})`),
    );
    return { scores, words: timings.map((id) => `${id} ${audits[id]?.displayValue}`).join(', '), missed };
  } finally {
    await page.close();
  }
}

await main(async () => {
  const { CHROMIUM } = await chromium();
  const sandbox = await startSandbox();
  const desk = await startDesk({ sandbox });
  const browser = await puppeteer.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
  /** @type {string[]} */
  const failed = [];
  try {
    for (const [title, hash, account] of [
      ['the log-in', '', undefined],
      ['the desk', '', 'admin'],
      ['a member', '#/member/SANDBOXMEMBER', 'admin'],
    ]) {
      if (account) {
        const page = await browser.newPage();
        await page.goto(desk.url);
        await page.evaluate(
          (id) =>
            fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account: id }) }).then(
              (answer) => answer.status,
            ),
          account,
        );
        await page.close();
      }
      let best = await scoresOf(browser, `${desk.url}/${hash}`);
      for (let attempt = 1; attempt < ATTEMPTS && Object.values(best.scores).some((score) => score < MIN_SCORE); attempt++) {
        const again = await scoresOf(browser, `${desk.url}/${hash}`);
        if (again.scores.performance > best.scores.performance) best = again;
      }
      say(
        `${title}: ${Object.entries(best.scores)
          .map(([name, score]) => `${name} ${score}`)
          .join(', ')}`,
      );
      say(`  ${best.words}`);
      if (best.missed.length) say(`  below 90: ${best.missed.join(', ')}`);
      for (const [name, score] of Object.entries(best.scores)) if (score < MIN_SCORE) failed.push(`${title}: ${name} ${score}`);
    }
  } finally {
    await browser.close();
    await desk.close();
    await sandbox.close();
  }
  if (failed.length) throw new Error(`below ${MIN_SCORE}: ${failed.join('; ')}`);
});
