// @ts-check
// Queries a gateway from pages in Chromium: from its own origin, from another origin, and from a rebound host name (DNS rebinding).
import assert from 'node:assert/strict';
import { CODES } from './expected.mjs';
import { codesOf } from './recipe-requests.mjs';

/** Chromium's argument that resolves the names. They do not end in `localhost`, which Chromium would treat like https. */
export const NAMES = '--host-resolver-rules=MAP *.test 127.0.0.1';

/**
 * @param {import('playwright-core').Browser} browser started with `NAMES`
 * @param {string} port
 * @param {() => string} printed the gateway's log
 */
export async function queryFromPages(browser, port, printed) {
  // The page is the gateway's health, whose Content-Security-Policy forbids requests.
  const context = await browser.newContext({ bypassCSP: true });
  try {
    // On plain http Chromium sends Sec-Fetch-Site only for names that end in localhost.
    for (const own of [`http://shop.test:${port}`, `http://shop.localhost:${port}`]) {
      await context.addCookies([{ name: 'session', value: 'mine', url: own }]);
      const { status, text } = await queryFrom(context, own, '');
      assert.equal(status, 200, `${own}: ${text.slice(0, 300)}`);
      assert.deepEqual(codesOf(text), CODES);
    }
    const refused = () => printed().split('"origin not allowed"').length;
    const before = refused();
    const crossOrigin = await queryFrom(context, `http://evil.test:${port}`, `http://shop.test:${port}`);
    assert.deepEqual(crossOrigin, { status: 0, text: 'TypeError' });
    // The gateway refused the preflight request.
    assert.equal(refused(), before + 1);
    // With a rebound name the page has the gateway's origin, but Chromium does not send the cookie of shop.test.
    const rebound = await queryFrom(context, `http://evil.test:${port}`, '');
    assert.equal(rebound.status, 401, rebound.text.slice(0, 300));
  } finally {
    await context.close();
  }
}

/**
 * Queries the gateway from a page of this origin.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} origin
 * @param {string} gateway the address, or '' for the page's own origin
 */
async function queryFrom(context, origin, gateway) {
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
