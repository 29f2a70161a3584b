// @ts-check
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { TOLERANCE } from '../../../scripts/size.mjs';
import { isPinned } from '../../support/pinned-compiler.js';
import { builtDesk } from './built-desk.js';
import { openFinder } from './finder-page.js';
import { withDesk } from './with-desk.js';

const FIRST_VIEW_KB = 100;
// The first look-up loads the client.
const LOOK_UP_KB = 150 * (isPinned ? 1 : 1 + TOLERANCE);

describe('the content security policy of the desk', () => {
  const { open, desk } = withDesk();

  test('is not violated by any function of the desk, and no request goes to another host', async (t) => {
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
      // The export is a blob: URL that the page created.
      if (protocol !== 'blob:') assert.equal(origin, desk().url, request.url());
    }
  });

  test('reports a violation that is made on purpose', async (t) => {
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

  test('the first view has at most 100 KB (gzip) and one language; the other is loaded on demand', async (t) => {
    const { page, requests, outcome } = await open(t);
    /** The size of all files of the page that were loaded so far, without the pictures and responses of the CRM. */
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
    // The WebAssembly file with the cipher is loaded for direct mode only.
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
