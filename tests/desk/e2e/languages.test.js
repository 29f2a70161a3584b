// @ts-check
// The desk is in one language at a time: at first in that of the browser, then in the chosen one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withDesk } from './with-desk.js';

const HAN = /\p{Script=Han}/u;

describe('the language', () => {
  const { open } = withDesk();

  for (const [locale, lang] of /** @type {const} */ ([
    ['zh-CN', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['en-GB', 'en'],
    ['de-DE', 'en'],
  ])) {
    test(`is ${lang} for ${locale}`, async (t) => {
      const { page } = await open(t, { context: { locale } });
      await page.locator('#id').waitFor();
      assert.equal(await page.getAttribute('html', 'lang'), lang);
      assert.equal(await page.title(), lang === 'en' ? 'Coupon desk' : '优惠券查询台');
    });
  }

  test('is the same on the whole page, in every view', async (t) => {
    for (const locale of ['en-US', 'zh-CN']) {
      for (const hash of ['#/member/SANDBOXNONE00', '#/settings', '#/batch', '#/nowhere']) {
        const { page } = await open(t, { hash, context: { locale } });
        await page.locator('main').getByRole('heading').first().waitFor();
        // The name of the other language is in that language, so it is removed first.
        const words = await page.evaluate(() => {
          for (const own of document.querySelectorAll('.language, fieldset:has(input[value=en])')) own.remove();
          return document.body.innerText;
        });
        if (locale === 'en-US') assert.doesNotMatch(words, HAN, hash);
        else
          for (const line of words.split('\n').filter((each) => /[a-z]{4}/i.test(each)))
            assert.match(line, /\p{Script=Han}|SAND|••••|DES ·/u, `${hash}: ${line}`);
      }
    }
  });

  test('changes at once with the choice, also in the title and dates, and survives a reload', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXPERIOD' });
    const validity = page.locator('article', { hasText: '今天开始的券' }).locator('.dates');
    assert.match(await validity.innerText(), /^[A-Z][a-z]{2} \d{1,2}, \d{4} – [A-Z][a-z]{2} \d{1,2}, \d{4}$/);
    await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('group', { name: 'Language' }).getByText('中文').click();
    await page.getByRole('heading', { name: '外观' }).waitFor();
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
    assert.equal(await page.title(), '设置 · 优惠券查询台');
    await page.getByRole('navigation').getByRole('link', { name: '查询' }).click();
    assert.match(await validity.innerText(), /^\d{4}年\d{1,2}月\d{1,2}日 – \d{4}年\d{1,2}月\d{1,2}日$/);
    await page.reload();
    await page.getByRole('tab', { name: '可使用' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('tab', { name: 'Available' }).waitFor();
  });

  test('is the one that was chosen last, also if another is still loading', async (t) => {
    /** @type {() => void} */
    let release = () => {};
    const released = new Promise((resolve) => (release = () => resolve(undefined)));
    const { page } = await open(t, {
      hash: '#/settings',
      context: { locale: 'zh-CN' },
      prepare: (blank) =>
        blank.route(/\/assets\/en-[^/]*\.js$/, async (route) => {
          await released;
          await route.continue();
        }),
    });
    const choice = page.getByRole('group', { name: '语言' });
    const loading = page.waitForRequest(/\/assets\/en-[^/]*\.js$/);
    await choice.getByText('English').click();
    await loading;
    await choice.getByText('中文').click();
    const loaded = page.waitForResponse(/\/assets\/en-[^/]*\.js$/);
    release();
    await loaded;
    await page.waitForTimeout(300);
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
    await page.getByRole('heading', { name: '外观' }).waitFor();
    // The button in the header still changes the language.
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
  });

  test('stays if the file of the other cannot be loaded, and can be changed later', async (t) => {
    const file = /\/assets\/zh-CN-[^/]*\.js$/;
    const { page } = await open(t, { prepare: (blank) => blank.route(file, (route) => route.fulfill({ status: 404 })) });
    await page.getByRole('button', { name: '中文' }).click();
    const notice = page.getByRole('alert').getByText('请检查网络，然后刷新页面');
    await notice.waitFor({ timeout: 10_000 });
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await page.unroute(file);
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('html[lang=zh-CN]').waitFor({ timeout: 10_000 });
  });

  for (const [locale, words] of /** @type {const} */ ([
    ['en', 'reload the page'],
    ['zh-CN', '刷新页面'],
  ])) {
    test(`is also that of the message that the file of ${locale} cannot be loaded at first`, async (t) => {
      const { page } = await open(t, {
        context: { locale },
        prepare: (blank) => blank.route(`**/assets/${locale}-*.js`, (route) => route.fulfill({ status: 404 })),
      });
      await page.getByRole('alert').getByText(words).waitFor({ timeout: 10_000 });
    });
  }

  test('can be changed before the log-in', async (t) => {
    const { page } = await open(t, { account: null });
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '请先登录' }).waitFor();
    assert.equal(await page.title(), '登录 · 优惠券查询台');
  });
});
