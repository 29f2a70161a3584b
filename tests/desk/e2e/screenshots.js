// @ts-check
// Takes screenshots of the desk for the documents and for design changes: node tests/desk/e2e/screenshots.js
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../../../sandbox/server.js';
import { launchChromium } from '../../support/chromium.js';
import { exampleLines, param } from './des-examples.js';
import { openDesk } from './desk-page.js';
import { startDesk } from './desk-server.js';
import { openFinder } from './finder-page.js';

const folder = fileURLToPath(new URL('../../../target/screenshots/', import.meta.url));
const readme = fileURLToPath(new URL('../../../www/screenshots/', import.meta.url));

const screens = /** @type {const} */ ({ desk: { width: 1366, height: 768 }, phone: { width: 360, height: 740 } });

/** The screenshots in README.md and docs/desk.md. */
const shown = ['member-desk-light', 'member-desk-light-en', 'own-phone-dark', 'own-phone-light-en', 'till-phone-light'];

/** Half past ten on a Wednesday in China, so that lunch coupons are not usable yet. */
const MORNING = Date.parse('2026-11-25T10:30:00+08:00');

/** @typedef {import('./desk-page.js').DeskPage} DeskPage */
/** @typedef {{ account?: string | null, hash?: string, fault?: string, act?: (opened: DeskPage) => Promise<unknown> }} Scene */

const KEY = 'pictures';

/** @param {Parameters<typeof param>[1]} scheme */
const examples = (scheme) => exampleLines((text) => param(text, scheme));

/** @type {(member: string, fault?: string) => Scene} */
const memberOf = (member, fault) => ({
  hash: `#/member/${member}`,
  ...(fault && { fault }),
  act: ({ outcome }) => outcome(),
});

/** @type {(index: number, form?: string) => Scene} */
const till = (index, form) => ({
  hash: '#/member/SANDBOXTILL00',
  act: async ({ page }) => {
    await page.getByRole('button', { name: 'Show code' }).nth(index).click();
    await page.locator('[data-code-form], [role=dialog] [role=alert], dialog [role=alert]').waitFor();
    if (form) await page.getByText(form).click();
  },
});

/** @type {(key: string, lines?: string, more?: (finder: import('./finder-page.js').FinderPage) => Promise<unknown>) => Scene} */
const finding = (key, lines, more) => ({
  act: async ({ page }) => {
    const finder = await openFinder(page);
    if (key) await finder.find(key, lines);
    await more?.(finder);
  },
});

/** @type {Record<string, Scene>} */
const scenes = {
  own: { account: 'ordinary', act: ({ page }) => page.locator('article').first().waitFor() },
  'dead-code': {
    hash: '#/member/SANDBOXSTATUS',
    act: async ({ page, tab }) => {
      await tab('Used').click();
      await page.getByRole('button', { name: 'View code' }).first().click();
      await page.locator('.stamp').waitFor();
    },
  },
  'log-in': { account: null, act: ({ page }) => page.getByRole('button', { name: 'Admin' }).waitFor() },
  initial: {},
  loading: { hash: '#/member/SANDBOXMEMBER', fault: 'delay=60000' },
  published: memberOf('K1H93QDKI00B7'),
  member: memberOf('SANDBOXMEMBER'),
  window: memberOf('SANDBOXWINDOW'),
  status: { ...memberOf('SANDBOXSTATUS'), act: ({ tab }) => tab('Void').click() },
  emoji: memberOf('SANDBOXEMOJI0'),
  photos: memberOf('SANDBOXPHOTOS'),
  many: memberOf('SANDBOX010000'),
  empty: memberOf('SANDBOXNONE00'),
  error: memberOf('SANDBOXNOBODY'),
  till: till(0),
  'till-qr': till(0, 'QR code'),
  'till-wrong': till(2),
  'many-members': {
    hash: '#/batch',
    act: async ({ page }) => {
      await page.getByRole('textbox', { name: 'Member IDs' }).fill('SANDBOXMEMBER\nSANDBOXSTATUS\nSANDBOXNOBODY\nSANDBOXWEEKLY\nK1H93QDKI00B7');
      await page.getByRole('button', { name: 'Start' }).click();
      await page.locator('[data-run-phase=finished]').waitFor();
    },
  },
  settings: { hash: '#/settings' },
  'settings-direct': { act: ({ connectDirectly }) => connectDirectly({ key: 'short' }) },
  finder: finding(''),
  'finder-found': finding(KEY, examples({ key: KEY, iv: KEY }), (finder) => finder.pressCopy()),
  'finder-several': finding(KEY, examples({ key: KEY }), (finder) => finder.others.click()),
  'finder-none': finding(KEY),
};

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

// Arguments select scenes by name.
const wanted = process.argv.slice(2);

const sandbox = await startSandbox({ now: () => MORNING, maxClockSkewMs: Infinity });
const desk = await startDesk({ sandbox });
const browser = await launchChromium();
try {
  await Promise.all([folder, readme].map((path) => mkdir(path, { recursive: true })));
  for (const [scene, { act, ...how }] of Object.entries(scenes)) {
    if (wanted.length && !wanted.includes(scene)) continue;
    for (const [screen, viewport] of Object.entries(screens)) {
      const opened = await openDesk(browser, desk, {
        ...how,
        context: { viewport, locale: 'en', reducedMotion: 'reduce', deviceScaleFactor: screen === 'phone' ? 2 : 1 },
        prepare: (page) => page.clock.install({ time: MORNING }),
      });
      await act?.(opened);
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await opened.page.emulateMedia({ colorScheme });
        for (const language of ['en', 'zh-CN']) {
          await choose(opened.page, language);
          await opened.page.waitForLoadState('networkidle', { timeout: 1000 }).catch(() => {});
          const name = `${scene}-${screen}-${colorScheme}${language === 'en' ? '-en' : ''}`;
          await opened.page.screenshot({ path: `${folder}${name}.png` });
          if (shown.includes(name)) await opened.page.screenshot({ path: `${readme}${name}.png` });
        }
      }
      await opened.close();
    }
  }
} finally {
  await browser.close();
  await desk.close();
  await sandbox.close();
}
