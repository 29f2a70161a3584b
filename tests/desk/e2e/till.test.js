// @ts-check
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { scan } from './scan.js';
import { withDesk } from './with-desk.js';

const SCREENS = {
  'a phone': { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 },
  'the smallest phone': { viewport: { width: 320, height: 568 }, deviceScaleFactor: 2 },
  'a desk': { viewport: { width: 1440, height: 900 } },
};

/**
 * Hides the page and shows it again. The page of a member refreshes itself then.
 *
 * @param {import('playwright-core').Page} page
 */
async function becomeVisible(page) {
  for (const visibility of ['hidden', 'visible']) {
    await page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, visibility);
  }
}

const lunchToday = () => Date.parse(`${new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)}T11:00:00+08:00`);

describe('the code for the till', () => {
  const { open } = withDesk();

  /** @param {import('playwright-core').Page} page */
  const openCode = async (page, index = 0) => {
    await page.getByRole('button', { name: 'Show code' }).nth(index).click();
    const dialog = page.getByRole('dialog', { name: 'Scan at the till' });
    await dialog.waitFor();
    return dialog;
  };

  /**
   * Opens a member's own coupons, and changes each coupon in every answer.
   *
   * @param {import('node:test').TestContext} t
   * @param {(coupon: Record<string, unknown>) => void} change
   */
  const openChanged = (t, change) =>
    open(t, {
      account: 'ordinary',
      prepare: (blank) =>
        blank.route('**/listCpnItemByMember', async (route) => {
          const response = await route.fetch();
          const answer = await response.json();
          answer.data.list.forEach(change);
          await route.fulfill({ response, json: answer });
        }),
    });

  for (const [screen, context] of Object.entries(SCREENS)) {
    test(`on ${screen}, a decoder can read the barcode and the QR code`, async (t) => {
      const { page, outcome, shownCoupons, complaints } = await open(t, { hash: '#/member/SANDBOXTILL00', context: { ...context, colorScheme: 'dark' } });
      await outcome();
      await page.locator('article').first().waitFor();
      const codes = (await shownCoupons()).map(({ cpnCode }) => cpnCode);
      for (const index of [0, 1]) {
        const dialog = await openCode(page, index);
        await dialog.locator('[data-code-form=barcode] path').waitFor();
        assert.deepEqual(scan(await page.screenshot()), { format: 'EAN_13', text: codes[index] });
        await dialog.getByText('QR code').click();
        await dialog.locator('[data-code-form=qr] path').waitFor();
        assert.deepEqual(scan(await page.screenshot()), { format: 'QR_CODE', text: codes[index] });
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      }
      assert.match(String(codes[1]), /^0/);
      assert.deepEqual(complaints, []);
    });
  }

  test('is drawn anew when the address names another coupon', async (t) => {
    const { page, outcome, shownCoupons } = await open(t, { hash: '#/member/SANDBOXTILL00' });
    await outcome();
    await page.locator('article').nth(1).waitFor();
    const codes = (await shownCoupons()).map(({ cpnCode }) => cpnCode);
    const addresses = [];
    for (const index of [0, 1]) {
      await openCode(page, index);
      addresses.push(page.url());
      await page.goBack();
    }
    for (const index of [0, 1]) {
      await page.evaluate((address) => (location.href = address), addresses[index]);
      const dialog = page.getByRole('dialog', { name: 'Scan at the till' });
      await dialog.getByText(codes[index]).waitFor();
      await dialog.locator('[data-code-form=barcode] path').waitFor();
      assert.deepEqual(scan(await page.screenshot()), { format: 'EAN_13', text: codes[index] });
    }
  });

  test('is drawn anew when a refresh changes the code of the open coupon, and no longer when that is wrong', async (t) => {
    /** @type {string | undefined} */
    let code;
    const { page } = await openChanged(t, (coupon) => Object.assign(coupon, code && { cpnCode: code }));
    const refreshWith = async (/** @type {string} */ next) => {
      code = next;
      await becomeVisible(page);
      await page.getByRole('dialog').getByText(next).waitFor();
    };
    const dialog = await openCode(page);
    await dialog.locator('[data-code-form=barcode] path').waitFor();
    for (const form of /** @type {const} */ (['barcode', 'qr'])) {
      if (form === 'qr') {
        // The barcode stays until the QR code can be drawn, but not when the code changes in the meantime.
        /** @type {() => void} */
        let load = () => {};
        const loaded = new Promise((resolve) => (load = () => resolve(undefined)));
        await page.route('**/assets/qr-*.js', (route) => loaded.then(() => route.continue()));
        await dialog.getByText('QR code').click();
        assert.equal(await dialog.locator('[data-code-form=barcode]').count(), 1);
        await refreshWith('7270000006699');
        assert.equal(await dialog.locator('[data-code-form]').count(), 0);
        load();
        await dialog.locator('[data-code-form=qr] path').waitFor();
      }
      for (const next of ['7270000006699', '2901000000022']) {
        await refreshWith(next);
        await dialog.locator(`[data-code-form=${form}] path`).waitFor();
        assert.equal(scan(await page.screenshot()).text, next);
      }
    }
    await refreshWith('7270000006690');
    await dialog.getByRole('alert').getByText("This code isn't right").waitFor();
    assert.equal(await dialog.locator('[data-code-form]').count(), 0);
    await refreshWith('7270000006699');
    await dialog.locator('[data-code-form=qr] path').waitFor();
    assert.deepEqual(scan(await page.screenshot()), { format: 'QR_CODE', text: '7270000006699' });
  });

  test('is hidden below a stamp when a refresh shows that the open coupon was used', async (t) => {
    let status = 0;
    const { page } = await openChanged(t, (coupon) => Object.assign(coupon, { status }));
    const dialog = await openCode(page);
    await dialog.locator('[data-code-form=barcode] path').waitFor();
    assert.equal(await dialog.locator('.stamp').count(), 0);
    status = 1;
    await becomeVisible(page);
    await dialog.locator('.stamp').getByText('Used').waitFor();
    assert.equal(await dialog.locator('[data-code-form], [data-field=cpnCode]').count(), 0);
  });

  test('is on a white screen, also in the dark theme', async (t) => {
    const { page, outcome } = await open(t, { hash: '#/member/SANDBOXTILL00', context: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } });
    await outcome();
    const dialog = await openCode(page);
    assert.deepEqual(await dialog.boundingBox(), { x: 0, y: 0, width: 390, height: 844 });
    const { data, width, height } = PNG.sync.read(await page.screenshot());
    for (const [x, y] of [
      [2, 2],
      [width - 3, 2],
      [2, height - 3],
      [width - 3, height - 3],
    ]) {
      assert.deepEqual([...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)], [255, 255, 255]);
    }
  });

  test('is not drawn with a wrong check digit, and the page says why', async (t) => {
    const { page, outcome } = await open(t, { hash: '#/member/SANDBOXTILL00' });
    await outcome();
    await page.locator('article').nth(2).waitFor();
    const dialog = await openCode(page, 2);
    await dialog.getByRole('alert').getByText("This code isn't right").waitFor();
    assert.equal(await dialog.locator('[data-code-form]').count(), 0);
    assert.equal(await dialog.getByRole('radio').count(), 0);
    assert.equal(await dialog.locator('[data-field=cpnCode]').innerText(), '2911000000034');
    const screenshot = await page.screenshot();
    assert.throws(() => scan(screenshot), { name: 'NotFoundException' });
  });

  test('is not drawn if a till cannot read it', async (t) => {
    const { page, outcome } = await open(t, { hash: '#/member/SANDBOXTILL00', fault: 'set=cpnCode:"ABC-123"' });
    await outcome();
    const dialog = await openCode(page);
    await dialog.getByRole('alert').getByText("A till can't read this code").waitFor();
    assert.equal(await dialog.locator('[data-code-form]').count(), 0);
  });

  test('is shown with a note if the coupon cannot be used now', async (t) => {
    const { page, outcome, tab } = await open(t, { hash: '#/member/SANDBOXSTATUS' });
    await outcome();
    await tab('Void').click();
    await page.getByText('赠送中的券', { exact: true }).waitFor();
    await page.locator('article', { hasText: '赠送中的券' }).getByRole('button', { name: 'Show code' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scan at the till' });
    await dialog.getByText("Can't be used now").waitFor();
    await dialog.locator('[data-code-form=barcode]').waitFor();
  });

  test('loses the note when the coupon becomes usable', async (t) => {
    const { page, outcome } = await open(t, {
      hash: '#/member/SANDBOXWINDOW',
      // Before eleven in China on the current day, because the sandbox's coupons are valid today.
      prepare: (blank) => blank.clock.install({ time: lunchToday() - 600_000 }),
    });
    await outcome();
    await page.getByRole('button', { name: /Show code: 午餐券$/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Scan at the till' });
    await dialog.getByText('usable from 11:00 today').waitFor();
    await page.clock.fastForward(600_000);
    await page.clock.runFor(2_000);
    await dialog.getByText("Can't be used now").waitFor({ state: 'detached' });
  });

  test('keeps the screen on while it is shown, if the browser can', async (t) => {
    const { page, outcome } = await open(t, {
      hash: '#/member/SANDBOXTILL00',
      prepare: (blank) =>
        blank.addInitScript(() => {
          /** @type {string[]} */
          const calls = (Object(globalThis).wakeLocks = []);
          const request = async (/** @type {string} */ type) => {
            calls.push(`request ${type}`);
            return Object.assign(new EventTarget(), { release: async () => void calls.push('release') });
          };
          Object.defineProperty(navigator, 'wakeLock', { value: { request } });
        }),
    });
    await outcome();
    const dialog = await openCode(page);
    await dialog.getByText('Your screen will stay on').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    // The wake lock is released shortly after the dialog disappears.
    await page.waitForFunction(() => Object(globalThis).wakeLocks.length === 2);
    assert.deepEqual(await page.evaluate(() => Object(globalThis).wakeLocks), ['request screen', 'release']);
  });

  test('releases a wake lock that is granted after the code was closed', async (t) => {
    const { page, outcome } = await open(t, {
      hash: '#/member/SANDBOXTILL00',
      prepare: (blank) =>
        blank.addInitScript(() => {
          /** @type {string[]} */
          const calls = (Object(globalThis).wakeLocks = []);
          const request = async () => {
            await new Promise((resolve) => (Object(globalThis).grant = resolve));
            calls.push('granted');
            return Object.assign(new EventTarget(), { release: async () => void calls.push('release') });
          };
          Object.defineProperty(navigator, 'wakeLock', { value: { request } });
        }),
    });
    await outcome();
    const dialog = await openCode(page);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.evaluate(() => Object(globalThis).grant());
    await page.waitForFunction(() => Object(globalThis).wakeLocks.length === 2);
    assert.deepEqual(await page.evaluate(() => Object(globalThis).wakeLocks), ['granted', 'release']);
  });

  test('is shown without a wake lock if the browser refuses it', async (t) => {
    const { page, outcome, complaints } = await open(t, {
      hash: '#/member/SANDBOXTILL00',
      prepare: (blank) =>
        blank.addInitScript(() => {
          Object.defineProperty(navigator, 'wakeLock', { value: { request: () => Promise.reject(new DOMException('', 'NotAllowedError')) } });
        }),
    });
    await outcome();
    const dialog = await openCode(page);
    await dialog.locator('[data-code-form=barcode]').waitFor();
    await dialog.getByText('turn the brightness up').waitFor();
    assert.deepEqual(complaints, []);
  });

  for (const [status, name, stamp] of /** @type {const} */ ([
    ['used', '已使用的券', 'Used'],
    ['expired', '已过期的券', 'Expired'],
    ['refunded', '已退款的券', 'Refunded'],
  ])) {
    test(`of a coupon that is ${status} has a stamp, and is shown only on request`, async (t) => {
      const { page, outcome, tab } = await open(t, { hash: '#/member/SANDBOXSTATUS' });
      await outcome();
      await tab(status === 'used' ? 'Used' : 'Void').click();
      await page
        .locator('article', { has: page.getByText(name, { exact: true }) })
        .getByRole('button', { name: 'View code' })
        .click();
      const dialog = page.getByRole('dialog', { name: 'Scan at the till' });
      await dialog.locator('.stamp').getByText(stamp).waitFor();
      assert.equal(await dialog.locator('[data-code-form], [data-field=cpnCode]').count(), 0);
      const hidden = await page.screenshot();
      assert.throws(() => scan(hidden), { name: 'NotFoundException' });
      await dialog.getByRole('button', { name: 'Show anyway' }).click();
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Scan at the till');
      await dialog.locator('[data-code-form=barcode] path').waitFor();
      await dialog.locator('.stamp').getByText(stamp).waitFor();
      assert.equal(scan(await page.screenshot()).format, 'EAN_13');
    });
  }

  test('has its bars in the middle of the screen', async (t) => {
    const { page, outcome } = await open(t, { hash: '#/member/SANDBOXTILL00', context: { viewport: { width: 360, height: 740 } } });
    await outcome();
    const dialog = await openCode(page);
    await dialog.locator('[data-code-form=barcode] path').waitFor();
    const { left, right } = await dialog.locator('[data-code-form=barcode] path').evaluate((bars) => bars.getBoundingClientRect());
    assert.ok(Math.abs(left - (360 - right)) <= 1, `${left} before, ${360 - right} after`);
  });

  test('is replaced by a message if its form cannot be loaded, and the other form can be chosen', async (t) => {
    const { page, outcome } = await open(t, {
      hash: '#/member/SANDBOXTILL00',
      prepare: (blank) => blank.route('**/assets/ean13-*.js', (route) => route.fulfill({ status: 404 })),
    });
    await outcome();
    const dialog = await openCode(page);
    const message = dialog.getByRole('alert').getByText("The code couldn't be drawn");
    await message.waitFor({ timeout: 10_000 });
    await dialog.getByText('QR code').click();
    await dialog.locator('[data-code-form=qr] path').waitFor();
    assert.equal(await message.count(), 0);
  });

  test('returns the focus to the card when it is closed', async (t) => {
    const { page, outcome } = await open(t, { hash: '#/member/SANDBOXTILL00' });
    await outcome();
    const button = page.getByRole('button', { name: 'Show code' }).nth(1);
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    assert.ok(await dialog.evaluate((element) => element.contains(document.activeElement)));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.ok(await button.evaluate((element) => element === document.activeElement));
  });
});
