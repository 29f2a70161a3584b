// @ts-check
// The routes of the desk: their titles, who may open them, and what Back does.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanInto } from './scan-gun.js';
import { withDesk } from './with-desk.js';

describe('the routes', () => {
  const { open } = withDesk();

  for (const [hash, title] of [
    ['', 'Coupon desk'],
    ['#/member/SANDBOXMEMBER', 'Member · Coupon desk'],
    ['#/batch', 'Batch · Coupon desk'],
    ['#/many', 'Batch · Coupon desk'],
    ['#/settings', 'Settings · Coupon desk'],
    ['#/nowhere/at/all', 'Page not found · Coupon desk'],
  ]) {
    test(`${hash || 'the empty hash'} has the title ${title}`, async (t) => {
      const { page } = await open(t, { hash });
      await page.waitForFunction((wanted) => document.title === wanted, title);
    });
  }

  test('an unknown page links to the start page', async (t) => {
    const { page } = await open(t, { hash: '#/nowhere' });
    await page.getByRole('link', { name: 'Go to the start page' }).click();
    await page.locator('#id').waitFor();
  });

  for (const [title, file] of /** @type {const} */ ([
    ['a view', 'BatchView'],
    ['the code of a coupon', 'TillCode'],
  ])) {
    test(`the page asks to be reloaded, at once and in sight, if the file of ${title} is missing`, async (t) => {
      const { page, outcome, goTo } = await open(t, {
        hash: '#/member/SANDBOX010000',
        prepare: (blank) => blank.route(`**/assets/${file}-*.js`, (route) => route.fulfill({ status: 404 })),
      });
      await outcome();
      await page.locator('article').first().waitFor();
      await page.evaluate(() => scrollTo(0, 4_000));
      await page.waitForFunction(() => scrollY > 300);
      if (file === 'BatchView') await goTo('Batch');
      else await page.getByRole('button', { name: 'Show code' }).last().click();
      const notice = page.getByRole('alert').getByText('reload the page');
      await notice.waitFor({ timeout: 10_000 });
      const box = await notice.boundingBox();
      assert.ok(box && box.y >= 0 && box.y < 800, JSON.stringify(box));
    });
  }

  test('Back only closes an open code', async (t) => {
    const { page, calls } = await open(t, { hash: '#/member/SANDBOXTILL00' });
    const buttons = page.getByRole('button', { name: 'Show code' });
    await buttons.nth(1).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    assert.match(new URL(page.url()).hash, /^#\/member\/SANDBOXTILL00\/code\/\w+$/);
    assert.equal(await page.title(), 'Coupon code · Coupon desk');
    await page.goBack();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).hash, '#/member/SANDBOXTILL00');
    assert.ok(await buttons.nth(1).evaluate((button) => button === document.activeElement));
    // Closing the code with its button also goes back in the history.
    await buttons.first().click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => location.hash === '#/member/SANDBOXTILL00');
    await page.goForward();
    await dialog.waitFor();
    assert.equal(calls().length, 1);
  });

  test('a link can open a code, and closing the code leads to the coupons', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXTILL00' });
    await page.getByRole('button', { name: 'Show code' }).first().click();
    await page.getByRole('dialog').waitFor();
    await page.reload();
    await page.getByRole('dialog').locator('[data-code-form=barcode]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.goto(new URL('/#/member/SANDBOXTILL00/code/none', page.url()).href);
    await page.waitForFunction(() => location.hash === '#/member/SANDBOXTILL00');
  });

  test('closing a code that a link opened after another page leads to the coupons, and not back to that page', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXTILL00' });
    await page.getByRole('button', { name: 'Show code' }).first().click();
    await page.getByRole('dialog').waitFor();
    const address = page.url();
    await page.goto(new URL('/desk.json', address).href);
    await page.goto(address);
    await page.getByRole('dialog').locator('[data-code-form=barcode]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction(() => location.hash === '#/member/SANDBOXTILL00');
    await page.getByRole('button', { name: 'Show code' }).first().waitFor();
  });

  test('Back after a scan with the code open leads to the coupons of the previous member, and not to the code', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXTILL00' });
    await page.getByRole('button', { name: 'Show code' }).first().click();
    await page.getByRole('dialog').waitFor();
    await scanInto(page, 'SANDBOXMEMBER');
    await page.getByText('西冷牛排30元券').waitFor();
    assert.equal(new URL(page.url()).hash, '#/member/SANDBOXMEMBER');
    await page.goBack();
    await page.getByText('券码正确的券').waitFor();
    assert.equal(new URL(page.url()).hash, '#/member/SANDBOXTILL00');
    assert.equal(await page.getByRole('dialog').count(), 0);
  });

  test('a member who opens the batch sees that it is for staff', async (t) => {
    const { page } = await open(t, { account: 'ordinary', hash: '#/batch' });
    await page.getByRole('heading', { name: 'This page is for staff' }).waitFor();
    await page.getByRole('link', { name: 'See my coupons' }).click();
    await page.getByRole('heading', { name: 'My coupons' }).waitFor();
  });

  test('a member who opens the address of another member sees their own coupons, at an address without an id', async (t) => {
    const { page } = await open(t, { account: 'ordinary', hash: '#/member/K1H93QDKI00B7' });
    await page.getByText('西冷牛排30元券').waitFor();
    assert.equal(new URL(page.url()).hash, '#/');
  });

  test('a new log-in after the end of a session leads back to the same address', async (t) => {
    const { page, context } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await page.locator('article').first().waitFor();
    await context.clearCookies();
    await page.getByRole('button', { name: 'Look up' }).last().click();
    await page.getByRole('heading', { name: 'Your session has expired' }).waitFor();
    await page.getByRole('button', { name: 'Admin' }).click();
    await page.locator('article').first().waitFor();
    assert.equal(new URL(page.url()).hash, '#/member/SANDBOXMEMBER');
  });

  test('a log-out removes all ids from the address and the storage', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await page.locator('article').first().waitFor();
    assert.match(await page.evaluate(() => JSON.stringify(localStorage)), /SANDBOXMEMBER/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
    await page.waitForFunction(() => location.hash === '#/');
    assert.doesNotMatch(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href, document.body.innerHTML])), /SANDBOXMEMBER/);
  });

  for (const [title, leave] of /** @type {[string, (page: import('playwright-core').Page) => Promise<unknown>][]} */ ([
    ['', async () => {}],
    // The log-in may be on a page of its own.
    [', also after another page was open', (page) => page.goto(new URL('/desk.json', page.url()).href)],
  ])) {
    test(`neither Back nor Forward leads to a member from before a log-out${title}`, async (t) => {
      const { page, calls, enterMemberId, pressEnter, outcome } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
      await outcome();
      await enterMemberId('SANDBOXNONE00');
      await pressEnter();
      await page.getByText('This member has no coupons').waitFor();
      await enterMemberId('SANDBOXTILL00');
      await pressEnter();
      await page.getByRole('button', { name: 'Show code' }).first().click();
      await page.getByRole('dialog').waitFor();
      await page.goBack();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
      await page.waitForFunction(() => location.hash === '#/');
      await leave(page);

      const showsNoMember = async () => {
        await page.locator('[data-phase=initial], .log-in').waitFor();
        await page.waitForFunction(() => location.hash === '#/');
        await page.waitForTimeout(200);
        assert.equal(new URL(page.url()).hash, '#/');
      };
      await page.goBack();
      await showsNoMember();
      await page.getByRole('button', { name: 'Admin' }).click();
      await page.locator('[data-phase=initial]').waitFor();
      // The entries of the three look-ups and of the open code.
      for (const step of /** @type {const} */ (['goBack', 'goForward', 'goForward', 'goBack'])) {
        await page[step]();
        if (page.url().endsWith('/desk.json')) continue;
        await showsNoMember();
      }
      assert.equal(calls().length, 3);
      assert.doesNotMatch(await page.evaluate(() => document.body.innerHTML), /SANDBOX(?:TILL|NONE)00|(?:member|code)\//);

      // Look-ups after the log-out have a history as usual.
      for (const id of ['SANDBOXWINDOW', 'SANDBOXEMOJI0']) {
        await enterMemberId(id);
        await pressEnter();
        await page.waitForFunction((wanted) => location.hash === `#/member/${wanted}`, id);
        await outcome();
      }
      await page.goBack();
      await page.waitForFunction(() => location.hash === '#/member/SANDBOXWINDOW');
      await page.getByText('早中晚三段券').waitFor();
    });
  }
});
