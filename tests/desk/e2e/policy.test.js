// @ts-check
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { builtDesk } from './built-desk.js';
import { openFinder } from './finder-page.js';
import { withDesk } from './with-desk.js';

const FIRST_VIEW_KB = 100;
const LOOK_UP_KB = 150;

describe('the policy of the desk', () => {
  const { open, desk } = withDesk();

  test('is kept on every way through it: no violation, no request to another host', async (t) => {
    /** @type {string[]} */
    const violations = [];
    const { page, requests, complaints, goTo, enterMemberId, pressEnter, outcome, tab, connectDirectly } = await open(t, {
      prepare: async (blank) => {
        await blank.exposeFunction('violated', (/** @type {string} */ what) => violations.push(what));
        await blank.addInitScript(() => {
          addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => Object(globalThis).violated(`${violatedDirective} ${blockedURI}`));
        });
      },
    });
    for (const member of ['SANDBOXMEMBER', 'SANDBOXPHOTOS', 'SANDBOX010000']) {
      await enterMemberId(member);
      await pressEnter();
      await page.waitForFunction((id) => location.hash.endsWith(id), member);
      await outcome();
      await page.locator('article').first().waitFor();
    }
    await tab('Used').click();
    await page.getByRole('group', { name: 'Sort by' }).getByText('As listed').click();
    await page.evaluate(() => scrollTo(0, 5_000));
    await tab('Available').click();
    await page.getByRole('button', { name: 'Show code' }).first().click();
    await page.locator('[data-code-form=barcode]').waitFor();
    await page.getByText('QR code').click();
    await page.locator('[data-code-form=qr]').waitFor();
    await page.keyboard.press('Escape');
    await goTo('Batch');
    await page.getByRole('textbox', { name: 'Member IDs' }).fill('SANDBOXMEMBER');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('[data-run-phase=finished]').waitFor();
    for (const form of ['Export CSV', 'Export Excel']) await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: form }).click()]);
    await (await openFinder(page)).find('pictures');
    await page.keyboard.press('Escape');
    await page.getByRole('group', { name: 'Appearance' }).getByText('Dark').click();
    await connectDirectly();
    await page.getByText('Direct mode is on').waitFor();

    assert.deepEqual(violations, []);
    assert.deepEqual(
      complaints.filter((complaint) => !/404/.test(complaint)),
      [],
    );
    assert.ok(requests.length > 30);
    for (const request of requests) {
      const { origin, protocol } = new URL(request.url());
      // The export is a file of the page's own making.
      if (protocol !== 'blob:') assert.equal(origin, desk().url, request.url());
    }
  });

  test('would have been seen if it had been broken', async (t) => {
    const { page } = await open(t);
    const violated = await page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
          document.body.setAttribute('style', 'color: red');
        }),
    );
    assert.match(String(violated), /^style-src/);
  });

  test('the built page holds no inline code, no inline style and no data: address', async () => {
    const folder = await builtDesk();
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
    for (const name of readdirSync(join(folder, 'assets')).filter((file) => file.endsWith('.css'))) {
      assert.doesNotMatch(readFileSync(join(folder, 'assets', name), 'utf8'), /url\(|@import/, name);
    }
  });

  test('the first view weighs at most 100 KB compressed, with one language; the other is loaded when it is asked for', async (t) => {
    const { page, requests, outcome } = await open(t);
    /** What the page is made of, so far; what the CRM owns, and tells of its members, is no part of it. */
    const weight = async () => {
      const paths = new Set(requests.map((request) => new URL(request.url()).pathname).filter((path) => /^\/(assets\/.*|favicon.svg|desk.json|)$/.test(path)));
      const sizes = await Promise.all(
        [...paths].map(async (path) => gzipSync(Buffer.from(await (await fetch(desk().url + path)).arrayBuffer()), { level: 9 }).length),
      );
      const kb = sizes.reduce((total, size) => total + size, 0) / 1024;
      return { kb, words: `${kb.toFixed(1)} KB gzip in ${paths.size} files`, paths: [...paths] };
    };
    await page.waitForLoadState('networkidle');
    const first = await weight();
    t.diagnostic(`the first view: ${first.words}`);
    assert.ok(first.paths.some((path) => path.endsWith('.js')) && first.paths.some((path) => path.endsWith('.css')));
    assert.ok(first.kb <= FIRST_VIEW_KB, first.words);

    await page.locator('#id').fill('SANDBOXMEMBER');
    await page.locator('#id').press('Enter');
    await outcome();
    await page.waitForLoadState('networkidle');
    const found = await weight();
    t.diagnostic(`with the first look-up: ${found.words}`);
    assert.ok(found.paths.length > first.paths.length);
    // The cipher, a file of its own, is for direct mode.
    assert.ok(
      found.paths.every((path) => !path.endsWith('.wasm')),
      found.words,
    );
    assert.ok(found.kb <= LOOK_UP_KB, found.words);

    const isLanguage = (/** @type {string} */ path) => /^\/assets\/(en|zh-CN)-/.test(path);
    assert.deepEqual(
      found.paths.filter(isLanguage).map((path) => path.slice(0, 11)),
      ['/assets/en-'],
    );
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: 'English' }).waitFor();
    assert.equal((await weight()).paths.filter(isLanguage).length, 2);
  });
});
