// @ts-check
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openDesk } from './desk-page.js';
import { startDesk } from './desk-server.js';
import { withDesk } from './with-desk.js';

/** Long enough for a busy machine to show the page before the session expires. */
const SESSION_SECONDS = 10;

describe('the log-in', () => {
  const { sandbox, browser, open } = withDesk();

  test('is required before the desk is shown', async (t) => {
    const { page, calls, idField, outcome, pressEnter } = await open(t, { account: null });
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
    assert.equal(await idField.count(), 0);
    await page.getByRole('button', { name: 'Admin' }).click();
    await idField.fill('SANDBOXMEMBER');
    await pressEnter();
    assert.equal(await outcome(), 'found');
    assert.equal(calls().length, 1);
    assert.equal(await page.evaluate(() => document.cookie), '');
  });

  test('leads to the address of a deep link', async (t) => {
    const { page, outcome, shownCoupons } = await open(t, { account: null, hash: '#/member/SANDBOXMEMBER' });
    await page.getByRole('button', { name: 'Admin' }).click();
    assert.equal(await outcome(), 'found');
    await page.locator('article').first().waitFor();
    assert.equal((await shownCoupons()).length, 5);
  });

  test('of a member shows only their own coupons', async (t) => {
    const { page, outcome, calls, idField, shownCoupons } = await open(t, { account: 'ordinary', hash: '#/member/K1H93QDKI00B7' });
    assert.equal(await outcome(), 'found');
    await page.getByRole('heading', { name: 'My coupons' }).waitFor();
    await page.locator('article').first().waitFor();
    assert.equal((await shownCoupons()).length, 5);
    assert.equal(await idField.count(), 0);
    assert.equal(await page.getByRole('link', { name: 'Batch' }).count(), 0);
    assert.deepEqual(
      calls().map((call) => call.postDataJSON()),
      [{ memberId: 'SANDBOXMEMBER' }],
    );
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });

  test('ends on request, and the coupons disappear', async (t) => {
    const { page, outcome } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await outcome();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
    assert.equal(await page.locator('article').count(), 0);
    await page.reload();
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
  });

  test('is required again when the gateway answers that the session has ended', async (t) => {
    const brief = await startDesk({ sandbox: sandbox(), sessionSeconds: SESSION_SECONDS });
    t.after(brief.close);
    const opened = await openDesk(browser(), brief);
    t.after(opened.close);
    await opened.idField.waitFor();
    const isOver = async () => (await opened.context.request.get(`${brief.url}/session`)).status() === 401;
    while (!(await isOver())) await new Promise((resolve) => setTimeout(resolve, 250));
    await opened.enterMemberId('SANDBOXMEMBER');
    await opened.pressEnter();
    await opened.page.getByRole('heading', { name: 'Your session has expired' }).waitFor();
    await opened.page.getByRole('alert').getByText("you'll be back where you were").waitFor();
    assert.equal(new URL(opened.page.url()).hash, '#/member/SANDBOXMEMBER');
    await opened.page.getByRole('button', { name: 'Admin' }).click();
    assert.equal(await opened.outcome(), 'found');
  });

  test('says where to sign in when there are no demo accounts', async (t) => {
    const { page } = await open(t, {
      account: null,
      prepare: (blank) => blank.route('**/session/accounts', (route) => route.fulfill({ status: 404 })),
    });
    await page.getByText("Sign in on your company's sign-in page").waitFor();
    assert.equal(await page.getByRole('button', { name: 'Admin' }).count(), 0);
    await page.getByRole('button', { name: "I've signed in" }).click();
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
  });

  for (const [title, answer] of /** @type {[title: string, answer: (route: import('playwright-core').Route) => Promise<void>][]} */ ([
    ['is unavailable', (route) => route.fulfill({ status: 503 })],
    ['does not answer', (route) => route.abort()],
  ])) {
    test(`does not look ended when the server ${title}, and can be ended later`, async (t) => {
      const { page, outcome, calls } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
      await outcome();
      await page.locator('article').first().waitFor();
      await page.route('**/session', answer);
      const logOut = page.getByRole('button', { name: 'Sign out' });
      await logOut.click();
      await page.getByRole('alert').getByText("Couldn't sign you out. Check your connection and try again.").waitFor();
      assert.ok(await logOut.isVisible());
      assert.ok((await page.locator('article').count()) > 0);
      assert.equal(new URL(page.url()).hash, '#/member/SANDBOXMEMBER');
      assert.match(await page.evaluate(() => JSON.stringify(localStorage)), /SANDBOXMEMBER/);
      assert.equal(calls().length, 1);
      await page.unroute('**/session');
      await logOut.click();
      await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
      assert.doesNotMatch(await page.evaluate(() => JSON.stringify(localStorage)), /SANDBOXMEMBER/);
    });

    test(`of a member is asked for again when the server ${title} at first`, async (t) => {
      const { page, idField, calls } = await open(t, {
        account: 'ordinary',
        prepare: (blank) => blank.route('**/session', answer),
      });
      await page.getByRole('heading', { name: "Can't reach the server" }).waitFor();
      assert.equal(await idField.count(), 0);
      assert.deepEqual(calls(), []);
      await page.unroute('**/session');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: 'My coupons' }).waitFor();
    });
  }

  test('offers the accounts as soon as the server says that nobody is logged in', async (t) => {
    const { page } = await open(t, { account: null, prepare: (blank) => blank.route('**/session{,/*}', (route) => route.fulfill({ status: 503 })) });
    const retry = page.getByRole('button', { name: 'Try again' });
    await retry.waitFor();
    await page.unroute('**/session{,/*}');
    await retry.click();
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
    await page.getByRole('button', { name: 'Admin' }).waitFor();
  });

  test('shows a failure', async (t) => {
    const { page } = await open(t, { account: null });
    const admin = page.getByRole('button', { name: 'Admin' });
    await admin.waitFor();
    await page.route('**/session', (route) => route.abort());
    await admin.click();
    await page.getByRole('alert').getByText("Couldn't sign you in").waitFor();
  });
});
