// @ts-check
// The package warns once about a key in a page, and refuses a base URL that an https: page may not call.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../support/chromium.js';

const PACKAGE = new URL('../../../dist/index.js', import.meta.url);

/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/**
 * Runs a script with the package in a page of the given origin. The test itself answers all requests.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} origin
 * @param {string} script the body of an async function of `CouponClient`
 */
async function inPage(t, origin, script) {
  const page = await browser.newPage();
  t.after(() => page.close());
  /** @type {string[]} */
  const warnings = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  const body = await readFile(PACKAGE, 'utf8');
  await page.route(`${origin}/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>a page</title>' }),
  );
  await page.goto(`${origin}/`);
  const result = await page.evaluate(`import('/index.js').then(async ({ default: init, CouponClient }) => {
    await init();
    const config = (more) => ({ baseUrl: '/v1', channel: 'hkl-test', cipher: { key: 'sandbox8' }, ...more });
    ${script}
  })`);
  return { result, warnings };
}

test('a page with the key gets one warning, which names the gateway as the alternative', async (t) => {
  const { warnings } = await inPage(t, 'https://desk.example', 'for (let i = 0; i < 3; i++) new CouponClient(config());');
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /key.*gateway.*dangerouslyAllowBrowser/s);
  assert.ok(!warnings[0].includes('sandbox8'));
});

test('a page with dangerouslyAllowBrowser gets no warning', async (t) => {
  const { warnings } = await inPage(t, 'https://desk.example', 'new CouponClient(config({ dangerouslyAllowBrowser: true }));');
  assert.deepEqual(warnings, []);
});

const TRY = (/** @type {string} */ baseUrl) => `
  try { new CouponClient(config({ baseUrl: '${baseUrl}', dangerouslyAllowBrowser: true })); return 'accepted'; }
  catch (error) { return error.kind + ': ' + error.message; }
`;

test('an https: page may not call another host over http:, and the error says why', async (t) => {
  const { result } = await inPage(t, 'https://desk.example', TRY('http://crm.houcaller.com/htest/openapi/v1'));
  assert.match(String(result), /^config: baseUrl: .*mixed content.*gateway/s);
});

for (const [origin, baseUrl] of [
  ['https://desk.example', '/v1'],
  ['https://desk.example', 'https://crm.example/v1'],
  ['https://desk.example', 'http://127.0.0.1:8787/v1'],
  ['http://desk.example', 'http://crm.houcaller.com/htest/openapi/v1'],
]) {
  test(`a page of ${origin} may call ${baseUrl}`, async (t) => {
    const { result } = await inPage(t, origin, TRY(baseUrl));
    assert.equal(result, 'accepted');
  });
}
