// @ts-check
// A scan starts a look-up wherever the focus is. Typed text does not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { heldAnswers } from './held-answers.js';
import { scanInto, typeByHand } from './scan-gun.js';
import { withDesk } from './with-desk.js';

const MEMBER = 'SANDBOXTILL00';

describe('a scan', () => {
  const { open } = withDesk();

  /** @param {import('./desk-page.js').DeskPage} opened */
  async function looksUp({ page, calls }) {
    await scanInto(page, MEMBER);
    await page.waitForFunction((id) => location.hash === `#/member/${id}`, MEMBER);
    await page.getByText('券码正确的券').waitFor();
    assert.deepEqual(calls().at(-1)?.postDataJSON(), { memberId: MEMBER });
  }

  /** @type {Record<string, { hash?: string, act: (opened: import('./desk-page.js').DeskPage) => Promise<unknown> }>} */
  const PLACES = {
    'on the empty desk': { act: ({ page }) => page.locator('#id').waitFor() },
    'in the search box': { hash: '#/member/SANDBOXMEMBER', act: ({ page }) => page.getByRole('searchbox').focus() },
    'on a button': { hash: '#/member/SANDBOXMEMBER', act: ({ page }) => page.getByRole('button', { name: 'Show code' }).nth(1).focus() },
    'on a choice': { hash: '#/member/SANDBOXMEMBER', act: ({ page }) => page.getByRole('combobox', { name: 'Type' }).focus() },
    'on a tab': { hash: '#/member/SANDBOXMEMBER', act: ({ tab }) => tab('Used').focus() },
    'with the code open': {
      hash: '#/member/SANDBOXMEMBER',
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Show code' }).first().click();
        await page.getByRole('dialog').waitFor();
      },
    },
    'on settings': { hash: '#/settings', act: ({ page }) => page.getByRole('radio', { name: 'Dark' }).focus() },
    'in a field of the settings': {
      hash: '#/settings',
      act: async ({ page }) => {
        await page.getByRole('group', { name: 'Connection' }).getByText('Direct').click();
        await page.getByLabel('Channel').focus();
      },
    },
    'on an unknown page': { hash: '#/nowhere', act: ({ page }) => page.getByText('Page not found').waitFor() },
  };
  for (const [place, { hash, act }] of Object.entries(PLACES)) {
    test(`looks the member up ${place}`, async (t) => {
      const opened = await open(t, { ...(hash && { hash }) });
      await opened.page.locator('main').waitFor();
      if (hash?.includes('SANDBOXMEMBER')) await opened.page.locator('article').first().waitFor();
      await act(opened);
      await looksUp(opened);
      assert.equal(await opened.page.getByRole('dialog').count(), 0);
      assert.deepEqual(opened.complaints, []);
    });
  }

  test('looks the member up again on another view, though the coupons are still loaded', async (t) => {
    const { page, calls, goTo } = await open(t, { hash: `#/member/${MEMBER}` });
    const coupon = page.getByText('券码正确的券');
    await coupon.waitFor();
    for (const [view, sent] of /** @type {const} */ ([
      ['Settings', 2],
      ['Batch', 3],
    ])) {
      await goTo(view);
      await coupon.waitFor({ state: 'detached' });
      await Promise.all([page.waitForResponse('**/listCpnItemByMember'), scanInto(page, MEMBER)]);
      await coupon.waitFor();
      assert.equal(calls().length, sent, view);
    }
    // Back shows the coupons that are still loaded.
    await page.goBack();
    await coupon.waitFor({ state: 'detached' });
    await page.goForward();
    await coupon.waitFor();
    assert.equal(calls().length, 3);
  });

  test('does not include what a password manager types into the key field', async (t) => {
    const { page, calls } = await open(t, { hash: '#/settings' });
    await page.getByRole('group', { name: 'Connection' }).getByText('Direct').click();
    await page.locator('#direct-key').focus();
    await scanInto(page, 'sEcr3tKey8');
    // Its Enter submitted the form as usual.
    await page.getByText('Direct mode is on').waitFor();
    assert.equal(new URL(page.url()).hash, '#/settings');
    assert.deepEqual(calls(), []);
  });

  test('leaves the content of a field unchanged', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await page.locator('article').first().waitFor();
    await page.getByRole('searchbox').fill('柠檬');
    await page.getByRole('searchbox').focus();
    await scanInto(page, '13800138000');
    await page.locator('[data-scan=phone]').waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), '柠檬');
    await page.locator('#id').focus();
    await scanInto(page, '13800138000');
    await page.waitForTimeout(200);
    assert.equal(await page.locator('#id').inputValue(), 'SANDBOXMEMBER');
  });

  test('leaves the id field unchanged, which receives what is typed outside of any field', async (t) => {
    const { page, idField } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await page.getByRole('button', { name: 'Show code' }).first().focus();
    await scanInto(page, '13800138000');
    await page.locator('[data-scan=phone]').waitFor();
    assert.equal(await idField.inputValue(), 'SANDBOXMEMBER');
  });

  test('is not recognised in text that is typed by hand', async (t) => {
    const { page, calls } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await page.locator('article').first().waitFor();
    await page.getByRole('searchbox').focus();
    await typeByHand(page, MEMBER);
    await page.waitForTimeout(300);
    assert.equal(calls().length, 1);
    assert.equal(new URL(page.url()).hash, '#/member/SANDBOXMEMBER');
    assert.equal(await page.getByRole('searchbox').inputValue(), MEMBER);
  });

  test('during a batch asks before it leaves the batch', async (t) => {
    const { page, calls } = await open(t, { hash: '#/batch', prepare: heldAnswers((memberId) => memberId !== MEMBER).hold });
    const ids = page.getByRole('textbox', { name: 'Member IDs' });
    await ids.fill(Array.from({ length: 9 }, (_, index) => `SANDBOXNO${index}`).join('\n'));
    const text = await ids.inputValue();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('[data-run-phase=running]').waitFor();
    await ids.focus();
    await scanInto(page, MEMBER);
    const question = page.getByRole('dialog', { name: 'A batch is running' });
    await question.waitFor();
    await question.getByRole('button', { name: 'Stay here' }).click();
    await question.waitFor({ state: 'detached' });
    assert.equal(await ids.inputValue(), text);
    assert.equal(new URL(page.url()).hash, '#/batch');
    assert.ok(calls().every((call) => call.postDataJSON().memberId !== MEMBER));

    await scanInto(page, MEMBER);
    await question.getByRole('button', { name: 'Look up this member' }).click();
    await page.getByText('券码正确的券').waitFor();
    // The run continued.
    await page.getByRole('navigation').getByRole('link', { name: 'Batch' }).click();
    assert.match((await page.locator('[data-run-phase]').getAttribute('data-run-phase')) ?? '', /running|finished/);
  });

  test('of a coupon during a batch asks first, and then shows the coupon', async (t) => {
    const { page, shownCoupons, goTo } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await page.locator('article').first().waitFor();
    const [{ cpnCode: code }] = await shownCoupons();
    await goTo('Batch');
    const ids = page.getByRole('textbox', { name: 'Member IDs' });
    await ids.fill('SANDBOXNO1');
    await scanInto(page, String(code));
    const question = page.getByRole('dialog', { name: 'Batch look-up' });
    await question.getByText('You scanned a coupon').waitFor();
    assert.equal(new URL(page.url()).hash, '#/batch');
    assert.equal(await ids.inputValue(), 'SANDBOXNO1');
    await question.getByRole('button', { name: 'Show this coupon' }).click();
    await page.locator('article.scanned').waitFor();
    assert.equal(await question.count(), 0);
  });

  test('on a scrolled page scrolls to its result or its notice', async (t) => {
    for (const viewport of [
      { width: 1366, height: 768 },
      { width: 360, height: 740 },
    ]) {
      const { page, outcome } = await open(t, { hash: '#/member/SANDBOX010000', context: { viewport } });
      await outcome();
      const isInSight = (/** @type {string} */ selector) =>
        page.waitForFunction((each) => {
          const { top = -1, bottom = 0 } = document.querySelector(each)?.getBoundingClientRect() ?? {};
          return top >= 0 && bottom <= innerHeight;
        }, selector);
      const scrollDown = async () => {
        await page.locator('article').first().waitFor();
        await page.evaluate(() => scrollTo(0, 4_000));
        await page.waitForFunction(() => scrollY > 300);
      };
      await scrollDown();
      await scanInto(page, '13800138000');
      await isInSight('[data-scan=phone]');
      await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
      await scanInto(page, 'SANDBOXWINDOW');
      await page.getByText('早中晚三段券').waitFor();
      await isInSight('article');
      await scrollDown();
      await scanInto(page, 'SANDBOXNOBODY');
      await page.locator('[data-phase=failed]').waitFor();
      await isInSight('[data-phase=failed] h3');
    }
  });

  test('of a coupon shows that a member without coupons does not have it', async (t) => {
    const { page, outcome } = await open(t, { hash: '#/member/SANDBOXNONE00' });
    await outcome();
    await scanInto(page, '2999999999994');
    await page.locator('[data-scan=coupon]').getByText("This member doesn't have that coupon").waitFor();
  });

  test('of a coupon of the member shows and marks the coupon, in whichever tab it is', async (t) => {
    const { page, tab, shownCoupons } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await page.locator('article').first().waitFor();
    await tab('Used').click();
    await page.getByText('新会员20元全场券').waitFor();
    const [{ cpnCode: code }] = await shownCoupons();
    await tab('Available').click();
    await page.getByRole('searchbox').fill('柠檬');
    await scanInto(page, String(code));
    const card = page.locator('article.scanned');
    await card.getByText('Just scanned').waitFor();
    assert.match((await card.textContent()) ?? '', /新会员20元全场券/);
    assert.equal(await tab('Used').getAttribute('aria-selected'), 'true');
    await page.waitForFunction(() => document.activeElement?.closest('article.scanned'));
  });

  for (const name of ['Available', 'Used']) {
    test(`of a coupon in the tab ${name} gives it the focus while the code of another coupon is open, and no longer after a code is closed`, async (t) => {
      const { page, tab, shownCoupons } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
      await page.locator('article').nth(1).waitFor();
      await tab(name).click();
      if (name === 'Used') await page.getByText('新会员20元全场券').waitFor();
      const code = (await shownCoupons()).at(name === 'Used' ? 0 : 1)?.cpnCode;
      await tab('Available').click();
      const buttons = page.getByRole('button', { name: 'Show code' });
      await buttons.first().click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await scanInto(page, String(code));
      await page.waitForFunction(() => document.activeElement?.closest('article.scanned'), undefined, { timeout: 10_000 });
      assert.equal(await dialog.count(), 0);

      await tab('Available').click();
      await buttons.first().click();
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await page.waitForTimeout(300);
      assert.ok(await buttons.first().evaluate((button) => button === document.activeElement));
    });
  }

  test('of a coupon scrolls to it among ten thousand', async (t) => {
    const { page, outcome, shownCoupons } = await open(t, { hash: '#/member/SANDBOX010000' });
    await outcome();
    await page.locator('article').first().waitFor();
    await page.getByRole('searchbox').fill('第9000张');
    await page.locator('article', { hasText: '第9000张' }).waitFor();
    const [{ cpnCode: code }] = await shownCoupons();
    await page.getByRole('searchbox').fill('');
    await scanInto(page, String(code));
    await page.locator('article.scanned', { hasText: '第9000张' }).waitFor();
    assert.ok(
      await page.locator('article.scanned').evaluate((card) => card.getBoundingClientRect().top >= 0 && card.getBoundingClientRect().bottom <= innerHeight),
    );
  });

  for (const [text, lookalike, words] of /** @type {const} */ ([
    ['2999999999994', 'coupon', /coupon code.*This member doesn't have that coupon/s],
    ['13800138000', 'phone', /phone number.*Scan the member's code/s],
    ['134567890123456789', 'payment', /payment code/],
  ])) {
    test(`of ${text} shows what it looks like, and what to scan instead`, async (t) => {
      const { page, calls } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
      await page.locator('article').first().waitFor();
      await page.getByRole('button', { name: 'Show code' }).first().click();
      await page.getByRole('dialog').waitFor();
      await scanInto(page, text);
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      const notice = page.locator(`[data-scan=${lookalike}]`);
      assert.match(await notice.innerText(), words);
      assert.equal(calls().length, 1);
      await scanInto(page, MEMBER);
      await page.getByText('券码正确的券').waitFor();
      assert.equal(await notice.count(), 0);
    });
  }

  test('of an openid is looked up as a platform id, and a typed openid is offered as one', async (t) => {
    const openid = 'oSandbox-_madeUp_member_000000'.slice(0, 29);
    const { page, calls, idField } = await open(t);
    await idField.waitFor();
    await scanInto(page, openid);
    await page.locator('article').first().waitFor();
    assert.deepEqual(
      calls().map((call) => call.postDataJSON()),
      [{ platformId: openid }],
    );
    assert.ok(await page.getByRole('radio', { name: 'Platform ID' }).isChecked());

    await page.getByRole('group', { name: 'Type of ID' }).getByText('Member ID').click();
    await idField.fill(openid);
    await page.getByRole('button', { name: 'Look up as platform ID' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#/platform/'));
    assert.equal(await page.getByText('This looks like a platform ID').count(), 0);
  });

  test('with full-width and invisible characters is cleaned', async (t) => {
    const { page, calls, idField } = await open(t);
    await idField.fill('\uFEFF会员ID：ＳＡＮＤＢＯＸＴＩＬＬ００\u200B');
    await idField.press('Enter');
    await page.getByText('券码正确的券').waitFor();
    assert.deepEqual(
      calls().map((call) => call.postDataJSON()),
      [{ memberId: MEMBER }],
    );
  });

  test('on the page of a member does nothing', async (t) => {
    const { page, calls } = await open(t, { account: 'ordinary' });
    await page.locator('article').first().waitFor();
    await scanInto(page, MEMBER);
    await page.waitForTimeout(300);
    assert.deepEqual(
      calls().map((call) => call.postDataJSON().memberId),
      ['SANDBOXMEMBER'],
    );
  });
});
