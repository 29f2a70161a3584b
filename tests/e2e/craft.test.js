// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { openFinder } from './finder-page.js';
import { withDesk } from './with-desk.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const SCREENS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

/** @typedef {import('./desk-page.js').DeskPage} DeskPage */

/** @type {Record<string, { account?: null, hash?: string, fault?: string, act?: (opened: DeskPage) => Promise<unknown> }>} */
const SCENES = {
  'the log-in': { account: null, act: ({ page }) => page.getByRole('button', { name: 'Admin' }).waitFor() },
  'the empty desk': { act: ({ page }) => page.getByText('Demo members').waitFor() },
  'coupons': { hash: '#/member/SANDBOXMEMBER', act: ({ page }) => page.locator('article').first().waitFor() },
  'coupons of every status': {
    hash: '#/member/SANDBOXSTATUS',
    act: async ({ tab, page }) => {
      await tab('Void').click();
      await page.getByText('赠送中的券').waitFor();
    },
  },
  'a failure': { hash: '#/member/SANDBOXNOBODY', act: ({ page }) => page.locator('[data-phase=failed]').waitFor() },
  'the code': {
    hash: '#/member/SANDBOXTILL00',
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Show code' }).first().click();
      await page.locator('[data-code-form]').waitFor();
    },
  },
  'a wrong code': {
    hash: '#/member/SANDBOXTILL00',
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Show code' }).nth(2).click();
      await page.getByRole('dialog').getByRole('alert').waitFor();
    },
  },
  'many members': {
    hash: '#/batch',
    act: async ({ page }) => {
      await page.getByRole('textbox', { name: 'Member IDs' }).fill('SANDBOXMEMBER\nSANDBOXNOBODY');
      await page.getByRole('button', { name: 'Start' }).click();
      await page.locator('[data-run-phase=finished]').waitFor();
    },
  },
  'the settings, direct': { act: ({ connectDirectly, page }) => connectDirectly({ key: 'short' }).then(() => page.getByRole('alert').waitFor()) },
  'the scheme finder': { act: async ({ page }) => (await openFinder(page)).find('pictures') },
};

describe('the craft of it', () => {
  const { open } = withDesk();

  /**
   * What axe finds that is serious.
   *
   * @param {import('playwright-core').Page} page
   */
  async function seriousFindings(page) {
    /** @type {{ violations: { id: string, impact: string, nodes: { target: string[] }[] }[] }} */
    const { violations } = await page.evaluate(() => Object(globalThis).axe.run());
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return serious.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target).join(', ')}`);
  }

  // Its script comes from outside of the page, which the page's own policy would refuse.
  const forAxe = { bypassCSP: true, reducedMotion: /** @type {const} */ ('reduce') };

  for (const [scene, { act, ...how }] of Object.entries(SCENES)) {
    test(`axe finds nothing serious in ${scene}, on phone and desk, light and dark`, async (t) => {
      const opened = await open(t, { ...how, context: forAxe });
      await act?.(opened);
      await opened.page.evaluate(AXE);
      for (const [screen, size] of Object.entries(SCREENS)) {
        await opened.page.setViewportSize(size);
        for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
          await opened.page.emulateMedia({ colorScheme });
          await opened.page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme);
          assert.deepEqual(await seriousFindings(opened.page), [], `${screen}, ${colorScheme}`);
        }
      }
    });
  }

  test('axe would have found something', async (t) => {
    const { page } = await open(t, { context: forAxe });
    await page.evaluate(AXE);
    await page.locator('label[for=id]').evaluate((label) => label.remove());
    await page.locator('#id').evaluate((field) => field.removeAttribute('placeholder'));
    await page.locator('h1').evaluate((text) => Object.assign(text.style, { color: '#ddd' }));
    const found = (await seriousFindings(page)).map((finding) => finding.split(' ')[0]);
    assert.ok(found.includes('color-contrast') && found.includes('label'), found.join());
  });

  test('nothing sticks out of any screen from 320 pixels to 4K', async (t) => {
    const { page, goTo, outcome, enterMemberId, pressEnter } = await open(t);
    const fits = async (/** @type {string} */ where) => {
      for (const width of [320, 390, 768, 1024, 1440, 2560, 3840]) {
        await page.setViewportSize({ width, height: width < 700 ? 640 : 1000 });
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, where);
      }
    };
    for (const memberId of ['SANDBOXEMOJI0', 'SANDBOXWINDOW', 'SANDBOXNOBODY', 'SANDBOXNONE00']) {
      await enterMemberId(memberId);
      await pressEnter();
      await page.waitForFunction((id) => location.hash.endsWith(id), memberId);
      await outcome();
      await fits(memberId);
    }
    await goTo('Batch');
    await page.getByRole('textbox', { name: 'Member IDs' }).waitFor();
    await fits('many');
    await goTo('Settings');
    await page.getByRole('group', { name: 'Connection' }).getByText('Direct').click();
    await fits('settings');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await goTo('Look up');
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
    await fits('log-in');
  });

  test('a wide screen is used: more cards beside each other', async (t) => {
    const { page, outcome } = await open(t, { hash: '#/member/SANDBOXWINDOW' });
    await outcome();
    for (const [width, columns] of [[390, 1], [1440, 2], [3840, 6]]) {
      await page.setViewportSize({ width, height: 1000 });
      await page.waitForFunction((wanted) => {
        const lefts = [...document.querySelectorAll('article')].map((card) => Math.round(card.getBoundingClientRect().left));
        return new Set(lefts).size === wanted;
      }, columns);
    }
  });

  test('a look-up and its code need no mouse', async (t) => {
    const { page, complaints } = await open(t);
    const { keyboard } = page;
    await page.locator('#id').waitFor();
    // The field has the focus from the beginning.
    await keyboard.type('SANDBOXTILL00');
    await keyboard.press('Enter');
    await page.locator('article').first().waitFor();
    const name = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
    const tabTo = async (/** @type {RegExp} */ wanted) => {
      for (let step = 0; step < 40; step++) {
        if (wanted.test(await name())) return;
        await keyboard.press('Tab');
      }
      assert.fail(`no way to ${wanted} by Tab`);
    };
    await tabTo(/^\s*Available/);
    await tabTo(/^Show code: 券码正确的券/);
    await keyboard.press('Enter');
    await page.locator('[data-code-form=barcode]').waitFor();
    await page.getByRole('radio', { name: 'Barcode' }).focus();
    await keyboard.press('ArrowRight');
    await page.locator('[data-code-form=qr]').waitFor();
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.match(await name(), /券码正确的券/);
    assert.deepEqual(complaints, []);
  });

  test('the first Tab offers to skip to the content', async (t) => {
    const { page } = await open(t, { hash: '#/settings' });
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
    const skip = page.getByRole('link', { name: 'Skip to content' });
    assert.ok(await skip.evaluate((link) => link === document.querySelector('a, button, input, select, textarea, [tabindex]')));
    await skip.focus();
    assert.equal(await skip.evaluate((link) => getComputedStyle(link).clipPath), 'none');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    assert.equal(new URL(page.url()).hash, '#/settings');
  });

  test('a change of view moves the focus into it', async (t) => {
    const { page, goTo } = await open(t);
    await goTo('Settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    await goTo('Look up');
    await page.locator('#id').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'id');
  });

  test('nothing moves for those who asked for less motion', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXMEMBER', fault: 'delay=1500', context: { reducedMotion: 'reduce' } });
    await page.locator('.skeleton').waitFor();
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    assert.ok((await page.evaluate(() => document.getAnimations().length)) > 0);
  });


});
