// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { openFinder } from './finder-page.js';
import { heldAnswers } from './held-answers.js';
import { scanInto } from './scan-gun.js';
import { withDesk } from './with-desk.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const SCREENS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

/** @typedef {import('./desk-page.js').DeskPage} DeskPage */

/** @type {Record<string, { account?: string | null, hash?: string, fault?: string, act?: (opened: DeskPage) => Promise<unknown> }>} */
const SCENES = {
  'the log-in': { account: null, act: ({ page }) => page.getByRole('button', { name: 'Admin' }).waitFor() },
  'the empty desk': { act: ({ page }) => page.getByText('Demo members').waitFor() },
  coupons: { hash: '#/member/SANDBOXMEMBER', act: ({ page }) => page.locator('article').first().waitFor() },
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
  'the code of a used coupon': {
    hash: '#/member/SANDBOXSTATUS',
    act: async ({ page, tab }) => {
      await tab('Used').click();
      await page.getByRole('button', { name: 'View code' }).first().click();
      await page.getByRole('dialog').getByRole('alert').waitFor();
    },
  },
  'the notice about a scan': {
    hash: '#/member/SANDBOXNONE00',
    act: ({ page, outcome }) =>
      outcome()
        .then(() => scanInto(page, '13800138000'))
        .then(() => page.locator('[data-scan]').waitFor()),
  },
  'a scan in a batch': {
    hash: '#/batch',
    act: async ({ page }) => {
      await page.getByRole('textbox', { name: 'Member IDs' }).fill('SANDBOXNO1');
      await scanInto(page, 'SANDBOXTILL00');
      await page.getByRole('dialog').waitFor();
    },
  },
  'own coupons': { account: 'ordinary', act: ({ page }) => page.locator('article').first().waitFor() },
  'the page for staff only': { account: 'ordinary', hash: '#/batch', act: ({ page }) => page.getByText('This page is for staff').waitFor() },
  'an unknown page': { hash: '#/nowhere', act: ({ page }) => page.getByText('Page not found').waitFor() },
  'direct mode without its key': {
    act: async ({ connectDirectly, page }) => {
      await connectDirectly();
      await page.getByText('Direct mode is on').waitFor();
      await page.goto(new URL('/#/', page.url()).href);
      await page.reload();
      await page.getByText('Direct mode needs the key').waitFor();
    },
  },
  'a slow look-up': { hash: '#/member/SANDBOXMEMBER', fault: 'delay=60000', act: ({ page }) => page.getByRole('button', { name: 'Cancel' }).waitFor() },
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

/** @type {Record<string, { account?: string | null, hash?: string, act?: (page: import('playwright-core').Page) => Promise<unknown> }>} */
const PLACES = {
  'the log-in': { account: null },
  'the empty desk': {},
  coupons: { hash: '#/member/SANDBOXMEMBER' },
  'coupons of every status': { hash: '#/member/SANDBOXSTATUS', act: (page) => page.getByRole('tab').nth(2).click() },
  'hours in words': { hash: '#/member/SANDBOXWINDOW' },
  'a failure': { hash: '#/member/SANDBOXNOBODY' },
  'a code': { hash: '#/member/SANDBOXTILL00', act: (page) => openCode(page, 0).then(() => page.locator('[data-code-form]').waitFor()) },
  'a wrong code': { hash: '#/member/SANDBOXTILL00', act: (page) => openCode(page, 2) },
  'the code of a used coupon': {
    hash: '#/member/SANDBOXSTATUS',
    act: (page) =>
      page
        .getByRole('tab')
        .nth(1)
        .click()
        .then(() => openCode(page, 0)),
  },
  'the notice about a scan': { hash: '#/member/SANDBOXNONE00', act: (page) => scanInto(page, '13800138000').then(() => page.locator('[data-scan]').waitFor()) },
  'a scan in a batch': {
    hash: '#/batch',
    act: async (page) => {
      await page.locator('#many-ids').fill('SANDBOXNO1');
      await scanInto(page, 'SANDBOXTILL00');
      await page.getByRole('dialog').waitFor();
    },
  },
  'a batch': {
    hash: '#/batch',
    act: async (page) => {
      await page.locator('#many-ids').fill('SANDBOXMEMBER SANDBOXNO1 SANDBOXNO2');
      await page.locator('form [type=submit]').click();
      await page.locator('[data-run-phase=finished]').waitFor();
      await page.locator('details summary').click();
    },
  },
  'the settings': { hash: '#/settings' },
  'direct mode': { hash: '#/settings', act: (page) => page.locator('label:has([value=direct])').click() },
  'the scheme finder': {
    hash: '#/settings',
    act: async (page) => {
      await page.locator('button[aria-haspopup=dialog]').click();
      await page.getByRole('dialog').locator('form button').first().click();
      await page.getByRole('dialog').locator('[type=submit]').click();
      await page.locator('[data-finder-phase=found]').waitFor();
    },
  },
  'an unknown page': { hash: '#/nowhere' },
  'own coupons': { account: 'ordinary' },
  'a member without coupons': { account: 'newcomer' },
  'the page for staff only': { account: 'ordinary', hash: '#/batch' },
};

/**
 * The texts that appear without a move of the focus, so that a screen reader says them only if they have the role `status`.
 *
 * @type {Record<string, { text: string, account?: string, hash?: string, fault?: string, prepare?: (page: import('playwright-core').Page) => Promise<unknown>, act?: (opened: DeskPage) => Promise<unknown> }>}
 */
const STATUSES = {
  'the wait for the session': { text: 'Loading…', prepare: (page) => page.route('**/session', () => {}) },
  'the wait for coupons': { text: 'Looking up…', hash: '#/member/SANDBOXMEMBER', fault: 'delay=60000' },
  'the number of coupons': { text: '6 coupons', hash: '#/member/SANDBOXMEMBER' },
  'the number of own coupons': { text: '6 coupons', account: 'ordinary' },
  'a slow look-up': {
    text: 'The CRM is taking longer than usual',
    hash: '#/member/SANDBOXMEMBER',
    fault: 'delay=60000',
    prepare: (page) => page.clock.install(),
    act: async ({ page }) => {
      await page.locator('[data-phase=loading] .skeleton').waitFor();
      await page.clock.fastForward(6_000);
    },
  },
  'the number of matches': {
    text: '1 match',
    hash: '#/member/SANDBOXMEMBER',
    act: async ({ page }) => {
      await page.locator('article').first().waitFor();
      await page.getByRole('searchbox').fill('西冷牛排');
    },
  },
  'a platform id in the field for member ids': {
    text: 'This looks like a platform ID',
    act: ({ enterMemberId }) => enterMemberId('oEv-It_aoh7mzEinzyPhnR0-uVc41'),
  },
  'the number of ids': { text: '2 IDs', hash: '#/batch', act: ({ page }) => page.locator('#many-ids').fill('SANDBOXMEMBER\nSANDBOXNOBODY') },
  'a running batch': { text: 'Looking up…', hash: '#/batch', fault: 'delay=60000', act: ({ page }) => startBatch(page) },
  'a finished batch': { text: 'All done', hash: '#/batch', act: ({ page }) => startBatch(page) },
  'direct mode': { text: 'Direct mode is on', act: ({ connectDirectly }) => connectDirectly() },
  'a copied configuration': {
    text: 'Copied',
    act: async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const finder = await openFinder(page);
      await finder.panel.locator('form button').first().click();
      await finder.panel.getByRole('button', { name: 'Find the scheme' }).click();
      await finder.pressCopy();
    },
  },
};

/** A width of 320 pixels, a desktop screen at 200 % zoom, and a phone and a desktop with the large font size of WeChat or a browser. */
const NARROW = [
  { width: 320, height: 640, fontSize: 16 },
  { width: 640, height: 384, fontSize: 16 },
  { width: 360, height: 740, fontSize: 24 },
  { width: 1366, height: 768, fontSize: 24 },
];

/**
 * Chooses a language as another tab of the browser would, because an open dialog covers the language button.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} language
 */
async function choose(page, language) {
  await page.evaluate((chosen) => {
    localStorage.setItem('coupon-desk:language', JSON.stringify(chosen));
    dispatchEvent(new StorageEvent('storage', { key: 'coupon-desk:language' }));
  }, language);
  await page.locator(`html[lang=${language}]`).waitFor();
}

/** @param {import('playwright-core').Page} page */
async function startBatch(page) {
  await page.locator('#many-ids').fill('SANDBOXMEMBER');
  await page.getByRole('button', { name: 'Start' }).click();
}

/** @param {import('playwright-core').Page} page @param {number} index */
async function openCode(page, index) {
  await page.locator('article button').nth(index).click();
  await page.getByRole('dialog').waitFor();
}

/**
 * Waits until the page is rendered, and rendered again after it measured its elements.
 *
 * @param {import('playwright-core').Page} page
 */
const settled = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve)))));

describe('accessibility and layout', () => {
  const { open } = withDesk();

  /**
   * All violations that axe finds, of any severity.
   *
   * @param {import('playwright-core').Page} page
   */
  async function findings(page) {
    /** @type {{ violations: { id: string, nodes: { target: string[] }[] }[] }} */
    const { violations } = await page.evaluate(() => Object(globalThis).axe.run({ resultTypes: ['violations'] }));
    return violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target).join(', ')}`);
  }

  // The test injects the script of axe, which the content security policy of the page forbids.
  const forAxe = { bypassCSP: true, reducedMotion: /** @type {const} */ ('reduce') };

  for (const [scene, { act, ...how }] of Object.entries(SCENES)) {
    test(`axe finds nothing in ${scene}, on phone and desk, light and dark, in forced colours, in both languages`, async (t) => {
      const opened = await open(t, { ...how, context: forAxe });
      await act?.(opened);
      await opened.page.evaluate(AXE);
      for (const language of ['en', 'zh-CN']) {
        await choose(opened.page, language);
        for (const [screen, size] of Object.entries(SCREENS)) {
          await opened.page.setViewportSize(size);
          for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
            await opened.page.emulateMedia({ colorScheme, forcedColors: 'none' });
            await opened.page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme);
            assert.deepEqual(await findings(opened.page), [], `${language}, ${screen}, ${colorScheme}`);
          }
        }
        await opened.page.emulateMedia({ forcedColors: 'active' });
        assert.deepEqual(await findings(opened.page), [], `${language}, forced colours`);
      }
    });
  }

  test('in forced colours the chosen segment, view and tab are marked', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXMEMBER', context: { forcedColors: 'active' } });
    await page.locator('article').first().waitFor();
    /** @param {string} selector @param {'outlineStyle' | 'borderBottomColor'} property */
    const looks = (selector, property) => page.locator(selector).evaluateAll((all, name) => all.map((one) => getComputedStyle(one)[name]), property);
    assert.deepEqual(await looks('.look-up form .choice', 'outlineStyle'), ['solid', 'none']);
    assert.deepEqual(await looks('.view', 'outlineStyle'), ['solid', 'none', 'none']);
    const [active, ...others] = await looks('[role=tab]', 'borderBottomColor');
    assert.ok(
      others.every((colour) => colour !== active),
      String([active, ...others]),
    );
  });

  test('in forced colours the text of buttons and labels is visible', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXPERIOD', context: { forcedColors: 'active' } });
    await page.locator('article').first().waitFor();
    const code = await page.locator('article [data-field=cpnCode]').first().textContent();
    await scanInto(page, String(code));
    await page.locator('.just-scanned').waitFor();
    for (const selector of ['.primary', '.days.last', '.just-scanned']) {
      const share = await backgroundBehindWords(page, selector);
      assert.ok(share > 0.3 && share < 0.97, `${selector}: ${share} of the pixels of the text have the background colour`);
    }
  });

  test('axe finds violations that are made on purpose', async (t) => {
    const { page } = await open(t, { context: forAxe });
    await page.evaluate(AXE);
    await page.locator('label[for=id]').evaluate((label) => label.remove());
    await page.locator('#id').evaluate((field) => field.removeAttribute('placeholder'));
    await page.locator('h1').evaluate((text) => Object.assign(text.style, { color: '#ddd' }));
    const found = (await findings(page)).map((finding) => finding.split(' ')[0]);
    assert.ok(found.includes('color-contrast') && found.includes('label'), found.join());
  });

  for (const [title, { text, act, ...how }] of Object.entries(STATUSES)) {
    test(`a screen reader is told: ${title}`, async (t) => {
      const opened = await open(t, how);
      await act?.(opened);
      await opened.page.getByRole('status').filter({ hasText: text }).waitFor();
    });
  }

  test('no page is wider than the screen, from 320 pixels to 4K', async (t) => {
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

  for (const [place, { act, ...how }] of Object.entries(PLACES)) {
    test(`no text of ${place} is cut at 320 pixels, at 200 % zoom or with a root font of 24 pixels, in either language`, async (t) => {
      const { page } = await open(t, how);
      await page.locator('article, [data-phase=failed], main h2, main h3').first().waitFor();
      await act?.(page);
      for (const language of ['en', 'zh-CN']) {
        await choose(page, language);
        for (const { fontSize, ...viewport } of NARROW) {
          await page.setViewportSize(viewport);
          await page.evaluate((size) => document.documentElement.style.setProperty('font-size', `${size}px`), fontSize);
          await settled(page);
          const where = `${language}, ${viewport.width} pixels, ${fontSize}`;
          assert.deepEqual(await cutTexts(page), [], where);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width, where);
        }
      }
    });
  }

  test('the cards appear where their placeholders were', async (t) => {
    for (const [width, height] of [
      [1366, 768],
      [360, 740],
    ]) {
      for (const account of ['admin', 'ordinary']) {
        const { hold, release } = heldAnswers();
        const { page } = await open(t, {
          account,
          hash: account === 'admin' ? '#/member/SANDBOXMEMBER' : '',
          prepare: hold,
          context: { viewport: { width, height } },
        });
        const top = (/** @type {string} */ selector) =>
          page
            .locator(selector)
            .first()
            .evaluate((card) => card.getBoundingClientRect().top + scrollY);
        await page.locator('.skeleton .card').first().waitFor();
        const before = await top('.skeleton .card');
        release();
        await page.locator('article').first().waitFor();
        await settled(page);
        assert.ok(Math.abs((await top('article')) - before) <= 4, `${account} at ${width}: from ${before} to ${await top('article')}`);
      }
    }
  });

  test('the first code is at most ten Tab stops after the id field, also with eight recent look-ups', async (t) => {
    const { page } = await open(t, {
      hash: '#/member/SANDBOXTILL00',
      prepare: (blank) =>
        blank.addInitScript(() =>
          localStorage.setItem(
            'coupon-desk:recent',
            JSON.stringify(Array.from({ length: 8 }, (_, index) => ({ kind: 'memberId', id: `SANDBOXNO00${index}` }))),
          ),
        ),
    });
    await page.locator('article').first().waitFor();
    // The eight recent look-ups do not push the list of demo members into the footer.
    const [list, footer] = [await page.locator('.demo').boundingBox(), await page.getByRole('contentinfo').boundingBox()];
    assert.ok(list && footer && list.y + list.height <= footer.y);
    await page.locator('#id').focus();
    for (let stops = 1; stops <= 10; stops++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.matches('article button'))) return;
    }
    assert.fail('the first code is more than ten stops away');
  });

  test('a wider screen has more columns of cards', async (t) => {
    const { page, outcome } = await open(t, { hash: '#/member/SANDBOXWINDOW' });
    await outcome();
    for (const [width, columns] of [
      [390, 1],
      [1440, 2],
      [3840, 6],
    ]) {
      await page.setViewportSize({ width, height: 1000 });
      await page.waitForFunction((wanted) => {
        const lefts = [...document.querySelectorAll('article')].map((card) => Math.round(card.getBoundingClientRect().left));
        return new Set(lefts).size === wanted;
      }, columns);
    }
  });

  test('a look-up and a code can be opened with the keyboard', async (t) => {
    const { page, complaints } = await open(t);
    const { keyboard } = page;
    // The page focuses the field when it is loaded. Keys before that would be lost.
    await page.locator('#id:focus').waitFor();
    // With shorter gaps it would count as a scan, and a pause of a busy machine would split it.
    await keyboard.type('SANDBOXTILL00', { delay: 110 });
    await keyboard.press('Enter');
    await page.locator('article').first().waitFor();
    const name = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
    const tabTo = async (/** @type {RegExp} */ wanted) => {
      for (let step = 0; step < 40; step++) {
        if (wanted.test(await name())) return;
        await keyboard.press('Tab');
      }
      assert.fail(`Tab does not reach ${wanted}`);
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

  test('the first Tab stop is the link that skips to the content', async (t) => {
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

  /**
   * The element with the focus: its role or name, and its text or label. The body has the focus if the page lost it.
   *
   * @param {import('playwright-core').Page} page
   */
  const focused = (page) =>
    page.evaluate(() => {
      const element = document.activeElement;
      const labels = element?.getAttribute('aria-labelledby')?.split(' ') ?? [];
      const label = labels.map((id) => document.getElementById(id)?.textContent).join(' ') || element?.id || element?.textContent;
      return `${element?.getAttribute('role') ?? element?.localName}: ${label?.replace(/\s+/g, ' ').trim()}`;
    });

  test('the button that starts and stops a batch keeps the focus, and so does the region of a retry', async (t) => {
    const { page } = await open(t, { hash: '#/batch', fault: 'delay=300' });
    await page.getByRole('textbox', { name: 'Member IDs' }).fill(Array.from({ length: 200 }, (_, index) => `SANDBOXNO${index}`).join('\n'));
    await page.getByRole('button', { name: 'Start' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-run-phase=running]').waitFor();
    assert.equal(await focused(page), 'button: Stop');
    await page.locator('[data-figure=failed]', { hasText: /[1-9]/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-run-phase=stopped]').waitFor();
    assert.equal(await focused(page), 'button: Start');
    await page.getByRole('button', { name: 'Retry the failed ones' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-run-phase=running]').waitFor();
    assert.equal(await focused(page), 'section: Progress');
  });

  test('a double click on the button that starts and stops a batch is one click', async (t) => {
    const { page } = await open(t, { hash: '#/batch', fault: 'delay=300' });
    await page.getByRole('textbox', { name: 'Member IDs' }).fill(Array.from({ length: 200 }, (_, index) => `SANDBOXNO${index}`).join('\n'));
    // The list is read while it is typed, and a run must begin between the two clicks.
    await page.getByText('200 IDs').waitFor();
    for (const [name, phase] of [
      ['Start', 'running'],
      ['Stop', 'stopped'],
    ]) {
      await page.getByRole('button', { name }).dblclick({ delay: 50 });
      await page.waitForTimeout(700);
      assert.equal(await page.locator('[data-run-phase]').getAttribute('data-run-phase'), phase);
    }
  });

  test('the focus stays in the region when the button that was pressed disappears', async (t) => {
    const { hold, release } = heldAnswers((memberId) => memberId === 'SANDBOXTILL00');
    const { page, enterMemberId, pressEnter, outcome } = await open(t, { hash: '#/member/SANDBOXNOBODY', prepare: hold });
    const press = async (/** @type {string} */ name) => {
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await outcome();
    await press('Try again');
    await page.waitForFunction(() => document.activeElement?.localName === 'section');
    assert.equal(await focused(page), 'section: Coupons');
    await outcome();

    await enterMemberId('SANDBOXTILL00');
    await pressEnter();
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    await press('Cancel');
    await page.locator('[data-phase=cancelled]').waitFor();
    assert.equal(await focused(page), 'section: Coupons');
    release();
    await press('Try again');
    await page.locator('article').first().waitFor();
    assert.equal(await focused(page), 'section: Coupons');

    await page.getByRole('searchbox').fill('no such coupon');
    await press('Clear filters');
    await page.locator('article').first().waitFor();
    assert.match(await focused(page), /^tabpanel: Available/);

    await press('Clear');
    await page.getByRole('heading', { name: 'Recent' }).waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'main: main');

    await scanInto(page, '13800138000');
    await page.locator('[data-scan]').waitFor();
    await press('Close');
    await page.locator('[data-scan]').waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'main: main');
  });

  test('nothing is animated with reduced motion', async (t) => {
    const { page } = await open(t, { hash: '#/member/SANDBOXMEMBER', prepare: heldAnswers().hold, context: { reducedMotion: 'reduce' } });
    await page.locator('.skeleton').waitFor();
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    assert.ok((await page.evaluate(() => document.getAnimations().length)) > 0);
  });
});

/**
 * The share of pixels in the box of a text that have the background colour of its element. It is 1 if the text is invisible, and 0 if
 * another colour is painted behind the text.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} selector
 */
async function backgroundBehindWords(page, selector) {
  const element = page.locator(selector).first();
  await element.scrollIntoViewIfNeeded();
  const { words, box } = await element.evaluate((each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return { words: range.getBoundingClientRect().toJSON(), box: each.getBoundingClientRect().toJSON() };
  });
  const { data, width } = PNG.sync.read(await page.screenshot());
  const colour = (/** @type {number} */ x, /** @type {number} */ y) => data.readUIntBE(4 * (Math.round(y) * width + Math.round(x)), 3);
  const beside = colour((box.left + words.left) / 2, box.top + box.height / 2);
  let [all, same] = [0, 0];
  for (let y = Math.ceil(words.top); y < words.bottom; y++) {
    for (let x = Math.ceil(words.left); x < words.right; x++) {
      all++;
      if (colour(x, y) === beside) same++;
    }
  }
  return same / all;
}

/**
 * The texts that are cut off by their own box or by the edge of the screen. The content of a strip that scrolls sideways does not count.
 *
 * @param {import('playwright-core').Page} page
 */
function cutTexts(page) {
  return page.evaluate(() => {
    const isAllowed = (/** @type {Element} */ element) => element.closest('.visually-hidden, .skip, .skeleton, pre, dialog:not([open])');
    const brush = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
    /** The width of the arrow of a select, in pixels. */
    const ARROW = 20;
    /** @param {Element} element @param {string} text @param {string} [pseudo] @param {number} [beside] */
    const isTooWide = (element, text, pseudo, beside = 0) => {
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      brush.font = getComputedStyle(element, pseudo).font;
      return brush.measureText(text).width > element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - beside + 1;
    };
    /** @param {Element} element */
    const isCut = (element) => {
      if (element instanceof HTMLInputElement) return isTooWide(element, element.placeholder, '::placeholder');
      if (element instanceof HTMLSelectElement) return isTooWide(element, element.selectedOptions[0]?.text ?? '', undefined, ARROW);
      const { overflowX, overflowY } = getComputedStyle(element);
      if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) return true;
      if (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1) return true;
      const { left, right } = element.getBoundingClientRect();
      if (element.closest('.recent .list, .members')) return false;
      return left < -1 || right > document.documentElement.clientWidth + 1;
    };
    const hasText = (/** @type {Element} */ element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.matches('input, select') || (hasText(element) && !element.matches('textarea, option')))
      .filter((element) => !isAllowed(element) && element.checkVisibility() && isCut(element))
      .map((element) => `${element.className || element.localName}: ${element.textContent?.trim().slice(0, 40)}`);
  });
}
