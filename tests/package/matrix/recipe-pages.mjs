// @ts-check
// Pages in Chromium under names of their own, each of which leads to the server: its own page, a foreign one, and one whose name was pointed at it.
import assert from 'node:assert/strict';
import { CODES } from './expected.mjs';
import { codesOf } from './recipe-requests.mjs';

/** What Chromium is started with. A name below `localhost` would be trusted as if it were https. */
export const NAMES = '--host-resolver-rules=MAP *.test 127.0.0.1';

/**
 * @param {import('playwright-core').Browser} browser started with `NAMES`
 * @param {string} port
 * @param {() => string} printed the gateway's log
 */
export async function askAsPages(browser, port, printed) {
  // What is opened as a page is the gateway's health, whose policy lets no script of it ask anything.
  const context = await browser.newContext({ bypassCSP: true });
  try {
    // On plain http Chromium sends no Sec-Fetch-Site, below localhost it does.
    for (const own of [`http://shop.test:${port}`, `http://shop.localhost:${port}`]) {
      await context.addCookies([{ name: 'session', value: 'mine', url: own }]);
      const { status, text } = await askFrom(context, own, '');
      assert.equal(status, 200, `${own}: ${text.slice(0, 300)}`);
      assert.deepEqual(codesOf(text), CODES);
    }
    const refused = () => printed().split('"origin not allowed"').length;
    const before = refused();
    const foreign = await askFrom(context, `http://evil.test:${port}`, `http://shop.test:${port}`);
    assert.deepEqual(foreign, { status: 0, text: 'TypeError' });
    // It is the gateway that refused, when Chromium asked it first.
    assert.equal(refused(), before + 1);
    // A rebound name: the page's own origin is the gateway. The cookie of shop.test does not come along.
    const rebound = await askFrom(context, `http://evil.test:${port}`, '');
    assert.equal(rebound.status, 401, rebound.text.slice(0, 300));
  } finally {
    await context.close();
  }
}

/**
 * Asks as a page of this origin does.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} origin
 * @param {string} gateway its address, or '' for the page's own origin
 */
async function askFrom(context, origin, gateway) {
  const page = await context.newPage();
  await page.goto(`${origin}/coupons/healthz`);
  const answer = await page.evaluate(async (url) => {
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', credentials: 'include', headers, body: '{"memberId":"K1H93QDKI00B7"}' });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      return { status: 0, text: error instanceof Error ? error.name : String(error) };
    }
  }, `${gateway}/coupons/listCpnItemByMember`);
  await page.close();
  return answer;
}
