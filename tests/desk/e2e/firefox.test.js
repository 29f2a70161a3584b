// @ts-check
// The main functions of the desk in Firefox.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { startSandbox } from '../../../sandbox/server.js';
import { launchFirefox } from '../../support/firefox.js';
import { DIRECT } from './desk-page.js';
import { startDesk } from './desk-server.js';
import { GAP_MS } from './scan-gun.js';
import { scan } from './scan.js';

/**
 * Gives the following key events the timestamps of a scanner, so that the gaps do not depend on the machine.
 *
 * @param {import('puppeteer-core').Page} page
 */
const giveKeysScannerTimes = (page) =>
  page.evaluate((gap) => {
    let last = performance.now();
    /** @type {WeakMap<KeyboardEvent, number>} */
    const times = new WeakMap();
    Object.defineProperty(KeyboardEvent.prototype, 'timeStamp', {
      get() {
        if (!times.has(this)) times.set(this, (last += gap));
        return times.get(this);
      },
    });
  }, GAP_MS);

describe('the desk in Firefox', { timeout: 120_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  /** @type {import('./desk-server.js').RunningDesk} */
  let desk;
  /** @type {import('puppeteer-core').Browser} */
  let browser;

  before(async () => {
    [sandbox, browser] = await Promise.all([startSandbox(), launchFirefox()]);
    desk = await startDesk({ sandbox });
  });

  after(async () => {
    await browser?.close();
    await desk?.close();
    await sandbox?.close();
  });

  /**
   * @param {import('node:test').TestContext} t
   * @param {string} [hash]
   */
  async function open(t, hash = '') {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    t.after(() => context.close());
    page.setDefaultTimeout(15_000);
    /** @type {string[]} */
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (/Content-Security-Policy|blocked/i.test(message.text())) complaints.push(message.text());
    });
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(`${desk.url}/${hash}`);
    const click = (/** @type {string} */ words) => page.locator(`::-p-xpath(//*[self::button or self::a or self::label][contains(., "${words}")])`).click();
    // Firefox prefers English. The tests use Chinese, which is loaded on demand.
    await click('中文');
    await page.waitForSelector('html[lang=zh-CN]');
    return { page, complaints, click, logIn: () => click('管理员') };
  }

  test('shows the coupons after a log-in, and a code that a decoder can read', async (t) => {
    const { page, complaints, logIn, click } = await open(t);
    await logIn();
    await page.locator('#id').fill('SANDBOXTILL00');
    await page.keyboard.press('Enter');
    await page.waitForSelector('article');
    assert.equal((await page.$$('article')).length, 3);
    assert.match(await page.$eval('[role=tab][aria-selected=true]', (tab) => tab.textContent ?? ''), /可使用.*3/);
    assert.match(await page.$eval('article [data-field=reason]', (reason) => reason.textContent ?? ''), /现在可用/);

    const code = await page.$eval('article [data-field=cpnCode]', (field) => field.textContent);
    await click('出示券码');
    await page.waitForSelector('[data-code-form=barcode] path');
    assert.deepEqual(scan(Buffer.from(await page.screenshot())), { format: 'EAN_13', text: code });
    await click('二维码');
    await page.waitForSelector('[data-code-form=qr] path');
    assert.deepEqual(scan(Buffer.from(await page.screenshot())), { format: 'QR_CODE', text: code });
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog.till', { hidden: true });
    assert.deepEqual(complaints, []);
  });

  test('looks a scanned member up from the settings, and Back only closes an open code', async (t) => {
    const { page, logIn, click, complaints } = await open(t);
    await logIn();
    await page.waitForSelector('#id');
    await click('设置');
    await page.waitForSelector('.settings');
    await giveKeysScannerTimes(page);
    await page.keyboard.type('SANDBOXTILL00\n');
    await page.waitForSelector('article');
    await click('出示券码');
    await page.waitForSelector('dialog.till [data-code-form=barcode]');
    await page.goBack();
    await page.waitForSelector('dialog.till', { hidden: true });
    assert.equal(new URL(page.url()).hash, '#/member/SANDBOXTILL00');
    assert.deepEqual(complaints, []);
  });

  test('shows 10,000 coupons with only the visible ones in the document', async (t) => {
    const { page, logIn, complaints } = await open(t, '#/member/SANDBOX010000');
    await logIn();
    await page.waitForSelector('article');
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    await page.waitForFunction(() => /第[2-9]\d{3}张/.test(document.querySelector('article:last-of-type')?.textContent ?? ''));
    assert.ok((await page.$$('article')).length < 40);
    assert.deepEqual(complaints, []);
  });

  test('looks many members up and exports them', async (t) => {
    const { page, logIn, click, complaints } = await open(t, '#/batch');
    await logIn();
    // The text is set, not typed, because the driver types so fast that the desk would see a scan.
    await page.waitForSelector('#many-ids');
    await page.$eval('#many-ids', (field) => {
      /** @type {HTMLTextAreaElement} */ (field).value = 'SANDBOXEMOJI0\nSANDBOXNOBODY';
      field.dispatchEvent(new Event('input'));
    });
    await click('开始查询');
    await page.waitForSelector('[data-run-phase=finished]');
    // The driver of Firefox does not report downloads, so the test intercepts the file.
    await page.evaluate(() => {
      const { createObjectURL } = URL;
      URL.createObjectURL = (file) => {
        Object.assign(globalThis, { exported: file });
        return createObjectURL.call(URL, file);
      };
    });
    await click('导出 CSV');
    await page.waitForFunction(() => 'exported' in globalThis);
    const bytes = Buffer.from(await page.evaluate(async () => [...new Uint8Array(await Object(globalThis).exported.arrayBuffer())]));
    /** @type {string[][]} */
    const rows = parse(bytes, { bom: true, record_delimiter: '\r\n' });
    assert.equal(rows.length, 1 + 7 + 1);
    assert.ok(rows.flat().includes('👨‍👩‍👧‍👦全家福套餐券'));
    assert.deepEqual(complaints, []);
  });

  test('does not store the key of direct mode', async (t) => {
    const { page, click, complaints } = await open(t, '#/settings');
    await click('直连');
    await page.locator('#direct-channel').fill(DIRECT.channel);
    await page.locator('#direct-base-url').fill(DIRECT.baseUrl);
    await page.locator('#direct-key').fill(DIRECT.key);
    await click('启用直连');
    await page.waitForSelector('::-p-text(直连已启用)');
    await page.evaluate(() => (location.hash = '#/member/SANDBOXMEMBER'));
    await page.waitForSelector('article');
    const kept = await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, location.href]));
    assert.ok(!kept.includes(DIRECT.key));
    assert.deepEqual(complaints, []);
  });
});
