// @ts-check
// The main functions of the desk in WebKit, the browser engine of iOS.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startSandbox } from '../../../sandbox/server.js';
import { launchWebKit } from '../../support/webkit.js';
import { startDesk } from './desk-server.js';

const TIMEOUT_MS = 20_000;

describe('the desk in WebKit', { timeout: 180_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  /** @type {import('./desk-server.js').RunningDesk} */
  let desk;
  /** @type {Awaited<ReturnType<typeof launchWebKit>>} */
  let browser;
  /** @type {import('../../support/webkit.js').Page} */
  let page;

  before(async () => {
    [sandbox, browser] = await Promise.all([startSandbox(), launchWebKit()]);
    desk = await startDesk({ sandbox });
    page = await browser.newPage();
  });

  after(async () => {
    await browser?.close();
    await desk?.close();
    await sandbox?.close();
  });

  /**
   * Waits until one of the texts is on the page.
   *
   * @param {string[]} words
   */
  async function see(...words) {
    const until = performance.now() + TIMEOUT_MS;
    while (!(await page.evaluate((/** @type {string[]} */ wanted) => wanted.some((each) => document.body.innerText.includes(each)), words))) {
      if (performance.now() > until) assert.fail(`no "${words.join('" or "')}" in: ${await page.evaluate(() => document.body.innerText.slice(0, 600))}`);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }

  /** @param {string} words of a button, a link or a choice */
  async function press(words) {
    const pressed = await page.evaluate((wanted) => {
      const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('button, a, label')]);
      const one = all.find((each) => each.innerText?.trim() === wanted) ?? all.find((each) => each.innerText?.includes(wanted));
      one?.click();
      return one !== undefined;
    }, words);
    assert.ok(pressed, words);
  }

  /**
   * @param {string} selector
   * @param {string} value
   */
  const fill = (selector, value) =>
    page.evaluate(
      ([where, text]) => {
        const field = document.querySelector(where);
        Object.assign(field, { value: text });
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      [selector, value],
    );

  test('shows the coupons after a log-in, and Back closes an open code', async () => {
    await page.goto(`${desk.url}/`);
    await see('中文', 'English');
    // The page has one button, for the other language.
    if ((await page.evaluate(() => document.documentElement.lang)) === 'en') await press('中文');
    await see('请先登录');
    await press('管理员');
    await see('扫会员码，查看优惠券');
    await fill('#id', 'SANDBOXTILL00');
    await page.evaluate(() => document.querySelector('form')?.requestSubmit());
    await see('券码正确的券');
    await see('全天可用');
    await press('出示券码');
    await see('请收银员扫码');
    assert.match(await page.evaluate(() => location.hash), /^#\/member\/SANDBOXTILL00\/code\//);
    await page.evaluate(() => history.back());
    const until = performance.now() + TIMEOUT_MS;
    while (await page.evaluate(() => document.querySelector('dialog.till') !== null)) assert.ok(performance.now() < until, 'the code stays open');
    assert.equal(await page.evaluate(() => location.hash), '#/member/SANDBOXTILL00');
  });

  test('looks a scanned member up from the settings', async () => {
    await page.evaluate(() => (location.hash = '#/settings'));
    await see('外观');
    // The keys follow each other at once, as from a scanner.
    await page.evaluate(() => {
      for (const key of [...'SANDBOXMEMBER', 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    });
    await see('西冷牛排30元券');
  });

  test('runs a batch and shows a failed member', async () => {
    await page.evaluate(() => (location.hash = '#/batch'));
    await see('会员编号');
    await fill('#many-ids', 'SANDBOXMEMBER；SANDBOXNOBODY');
    await press('开始查询');
    await see('查询完成');
    await see('会员不存在');
    await see('导出 Excel');
  });
});
