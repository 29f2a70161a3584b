// @ts-check
// The page of a member: their own coupons, and nothing about gateways, keys or other members.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withDesk } from './with-desk.js';

const PHONE = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', hasTouch: true };

describe("a member's page", () => {
  const { open } = withDesk();

  test('shows two whole coupons on a phone without scrolling', async (t) => {
    const { page } = await open(t, { account: 'ordinary', context: PHONE });
    await page.locator('article').nth(1).waitFor();
    const navigation = await page.getByRole('navigation').boundingBox();
    for (const index of [0, 1]) {
      const card = await page.locator('article').nth(index).boundingBox();
      assert.ok(card && navigation && card.y >= 0 && card.y + card.height <= navigation.y, `${index}: ${JSON.stringify(card)} above ${navigation?.y}`);
    }
  });

  test('shows two whole coupons on a phone to staff too, and the user need not scroll', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXMEMBER', context: PHONE });
    await page.locator('article').nth(1).waitFor();
    await page.waitForFunction(() => {
      const links = document.querySelector('nav')?.getBoundingClientRect().top ?? 0;
      return [...document.querySelectorAll('article')]
        .slice(0, 2)
        .every((card) => card.getBoundingClientRect().top >= 0 && card.getBoundingClientRect().bottom <= links);
    });
  });

  test('mentions no gateway, no key and no other members, also in the settings', async (t) => {
    const { page } = await open(t, { account: 'ordinary', context: PHONE });
    await page.locator('article').first().waitFor();
    assert.doesNotMatch(await page.locator('body').innerText(), /网关|密钥|直连|SAND|批量/);
    await page.getByRole('link', { name: '设置' }).click();
    await page.getByRole('heading', { name: '外观' }).waitFor();
    assert.deepEqual(await page.locator('main h3').allInnerTexts(), ['语言', '外观']);
    assert.equal(await page.getByRole('button', { name: '查找加密方案' }).count(), 0);
  });

  test('mentions no key while the page asks who is logged in', async (t) => {
    /** @type {() => void} */
    let release = () => {};
    const released = new Promise((resolve) => (release = () => resolve(undefined)));
    const { page } = await open(t, {
      account: 'ordinary',
      context: PHONE,
      prepare: (blank) => blank.route('**/session', (route) => released.then(() => route.continue())),
    });
    await page.getByText('正在加载…').waitFor();
    assert.doesNotMatch(await page.locator('body').innerText(), /网关|密钥/);
    release();
    await page.locator('article').first().waitFor();
  });

  test('shows that a member has no coupons yet', async (t) => {
    const { page } = await open(t, { account: 'newcomer', context: PHONE });
    await page.getByText('您还没有优惠券').waitFor();
  });

  test('is refreshed when it becomes visible, and by its button', async (t) => {
    const { page, calls } = await open(t, { account: 'ordinary', context: PHONE });
    await page.locator('article').first().waitFor();
    await page.getByRole('button', { name: '刷新' }).click();
    await page.waitForFunction(() => document.querySelector('.refresh')?.textContent?.trim() === '刷新');
    assert.equal(calls().length, 2);
    const look = (/** @type {string} */ state) =>
      page.evaluate((visibility) => {
        Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await look('hidden');
    const [answer] = await Promise.all([page.waitForResponse('**/listCpnItemByMember'), look('visible')]);
    assert.equal(answer.status(), 200);
    assert.equal(calls().length, 3);
    // The coupons stay visible during a refresh.
    assert.ok((await page.locator('article').count()) > 0);
  });

  for (const way of ['by its button', 'when it becomes visible']) {
    test(`is looked up again after a failure ${way}`, async (t) => {
      const { page } = await open(t, {
        account: 'ordinary',
        context: PHONE,
        prepare: (blank) => blank.route('**/listCpnItemByMember', (route) => route.fulfill({ status: 404 })),
      });
      await page.locator('[data-phase=failed]').waitFor();
      await page.unroute('**/listCpnItemByMember');
      if (way === 'by its button') await page.getByRole('button', { name: '刷新' }).click();
      else await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.locator('article').first().waitFor({ timeout: 10_000 });
    });
  }

  test('keeps the coupons if a refresh fails, and shows the failure', async (t) => {
    const { page } = await open(t, { account: 'ordinary', context: PHONE });
    await page.locator('article').first().waitFor();
    await page.route('**/listCpnItemByMember', (route) => route.abort());
    await page.getByRole('button', { name: '刷新' }).click();
    await page.getByRole('alert').getByText('刷新失败').waitFor({ timeout: 20_000 });
    assert.ok((await page.locator('article').count()) > 0);
  });

  test('mentions no key after the end of the session', async (t) => {
    const { page, context } = await open(t, { account: 'ordinary', context: PHONE });
    await page.locator('article').first().waitFor();
    await context.clearCookies();
    await page.getByRole('button', { name: '刷新' }).click();
    await page.getByRole('heading', { name: '登录已过期' }).waitFor();
    assert.doesNotMatch(await page.locator('body').innerText(), /网关|密钥/);
  });

  test('can be scrolled until the last coupon is above the navigation', async (t) => {
    const { page } = await open(t, { account: 'ordinary', context: PHONE });
    await page.locator('article').nth(1).waitFor();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForFunction(() => {
      const card = [...document.querySelectorAll('article')].at(-1)?.getBoundingClientRect();
      const links = document.querySelector('nav')?.getBoundingClientRect();
      return card && links && card.bottom <= links.top;
    });
  });

  test('does not ask a member to check an id that the CRM does not know', async (t) => {
    const { page, text } = await open(t, { account: 'ordinary', fault: 'code=1012', context: PHONE });
    await page.locator('[data-phase=failed]').waitFor();
    assert.match(await text(), /会员系统拒绝了查询.*请联系门店员工/s);
    assert.doesNotMatch(await text(), /核对编号/);
  });

  test('shows what to do after a failure, without technical details', async (t) => {
    const { page, text } = await open(t, {
      account: 'ordinary',
      context: PHONE,
      prepare: (blank) => blank.route('**/listCpnItemByMember', (route) => route.fulfill({ status: 404 })),
    });
    await page.locator('[data-phase=failed]').waitFor();
    assert.match(await text(), /会员系统暂时不可用.*重试/s);
    assert.doesNotMatch(await text(), /网关|kind|技术/);
  });
});
