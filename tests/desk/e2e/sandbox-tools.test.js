// @ts-check
// The tools of the desk for a sandbox, the configuration of a production build, and the demo without a server.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'vite';
import { buildDemo } from '../../../scripts/demo.mjs';
import { startDeskServer } from '../../../scripts/desk-server.mjs';
import { root } from '../../../scripts/run.mjs';
import { builtDesk } from './built-desk.js';
import { openDesk } from './desk-page.js';
import { openFinder } from './finder-page.js';
import { withDesk } from './with-desk.js';

describe('with a sandbox', () => {
  const { open } = withDesk();

  test('a button fills in the key of the sandbox, and the key works', async (t) => {
    const { page, goTo, enterMemberId, pressEnter, outcome } = await open(t, { account: null, hash: '#/settings' });
    await page.getByRole('group', { name: 'Connection' }).getByText('Direct').click();
    await page.getByRole('button', { name: "Use the sandbox's key" }).click();
    // The key is in a module that may still be loading.
    await page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('#direct-key'))?.value);
    await page.getByRole('button', { name: 'Use direct mode' }).click();
    await page.getByText('Direct mode is on').waitFor();
    await goTo('Look up');
    await enterMemberId('SANDBOXMEMBER');
    await pressEnter();
    assert.equal(await outcome(), 'found');
  });

  test('the scheme finder offers an example and finds its scheme', async (t) => {
    const { page } = await open(t);
    const finder = await openFinder(page);
    await finder.panel.getByRole('button', { name: "Use the sandbox's example" }).click();
    // The example is encrypted by a module that may still be loading.
    await page.waitForFunction(() => document.querySelector('textarea')?.value);
    await finder.panel.getByRole('button', { name: 'Find the scheme' }).click();
    await finder.panel.locator('[data-finder-phase=found]').waitFor();
    assert.equal((await finder.schemes())[0].words, 'DES · ECB · PKCS#5 · HEX');
  });

  test('the next look-up has the fault that is chosen in the menu', async (t) => {
    const { page, enterMemberId, pressEnter } = await open(t);
    const menu = page.getByLabel('Simulate a fault');
    await menu.waitFor();
    assert.ok((await menu.locator('option').count()) >= 7);
    await menu.selectOption('code=1012');
    await enterMemberId('SANDBOXMEMBER');
    await pressEnter();
    await page.getByRole('heading', { name: 'The CRM rejected the look-up' }).waitFor();
    await menu.selectOption('No fault');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('article').first().waitFor();
  });
});

describe('a production build', () => {
  const { sandbox, browser } = withDesk();
  /** @type {string} */
  let outDir;
  before(async () => {
    outDir = mkdtempSync(join(tmpdir(), 'desk-production-'));
    await build({ root: join(root, 'www'), mode: 'production', logLevel: 'silent', build: { outDir, emptyOutDir: true } });
  });
  after(() => rmSync(outDir, { recursive: true, force: true }));

  test('contains no key, example, member or fault of the sandbox', () => {
    for (const name of readdirSync(join(outDir, 'assets')).filter((file) => /\.(js|css)$/.test(file))) {
      assert.doesNotMatch(readFileSync(join(outDir, 'assets', name), 'utf8'), /sandbox8|SANDBOXMEMBER|x-sandbox-fault|\/sandbox\/members|truncated-json/, name);
    }
  });

  test('offers only the gateway, and the build for the sandbox also direct mode', async () => {
    const modes = (/** @type {string} */ folder) => JSON.parse(readFileSync(join(folder, 'desk.json'), 'utf8')).modes;
    assert.deepEqual(modes(outDir), ['gateway']);
    assert.deepEqual(modes(await builtDesk()), ['gateway', 'direct']);
  });

  for (const [title, file, check] of /** @type {[string, string | undefined, (page: import('playwright-core').Page) => Promise<void>][]} */ ([
    [
      'takes its title and the gateway URL from desk.json',
      JSON.stringify({ title: { en: 'Till coupons' }, gatewayUrl: '/api/crm', modes: ['gateway'] }),
      async (page) => {
        await page.getByRole('heading', { name: 'Till coupons' }).waitFor();
        assert.equal(await page.title(), 'Till coupons');
        await page.locator('#id').fill('SANDBOXMEMBER');
        const [request] = await Promise.all([page.waitForRequest('**/listCpnItemByMember'), page.locator('#id').press('Enter')]);
        assert.equal(new URL(request.url()).pathname, '/api/crm/listCpnItemByMember');
        await page.getByRole('link', { name: 'Settings' }).click();
        await page.getByRole('heading', { name: 'Appearance' }).waitFor();
        assert.equal(await page.getByRole('group', { name: 'Connection' }).count(), 0);
        assert.equal(await page.getByRole('button', { name: 'Cipher scheme finder' }).count(), 0);
        assert.equal(await page.getByText('Demo members').count(), 0);
      },
    ],
    ['works without desk.json', undefined, (page) => page.locator('#id').waitFor()],
    ['works with an invalid desk.json', '<!doctype html>', (page) => page.locator('#id').waitFor()],
  ])) {
    test(title, async (t) => {
      const desk = await startDeskServer({ sandbox: sandbox(), outDir, log: () => {} });
      t.after(desk.close);
      const { page, close } = await openDesk(browser(), desk, {
        prepare: (blank) =>
          blank.route('**/desk.json', (route) =>
            file === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ contentType: 'application/json', body: file }),
          ),
      });
      t.after(close);
      await check(page);
    });
  }
});

describe('the demo without a server', () => {
  const { browser } = withDesk();
  /** @type {string} */
  let site;
  /** @type {import('node:http').Server} */
  let server;
  let url = '';

  const TYPES = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.json': 'application/json',
    '.svg': 'image/svg+xml',
    '.wasm': 'application/wasm',
  };

  before(async () => {
    site = mkdtempSync(join(tmpdir(), 'desk-demo-'));
    await buildDemo(site);
    // A static web server with the site in a subfolder.
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname.replace(/^\/try\/$/, '/try/index.html');
      const file = join(site, path.replace(/^\/try\//, ''));
      if (!path.startsWith('/try/') || !existsSync(file)) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? 'text/plain' }).end(readFileSync(file));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/try/`;
  });
  after(() => {
    server?.closeAllConnections();
    server?.close();
    rmSync(site, { recursive: true, force: true });
  });

  test('logs in, looks up, shows a code, simulates a fault and keeps the session after a reload', async (t) => {
    const context = await browser().newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    /** @type {string[]} */
    const uncaught = [];
    page.on('pageerror', (error) => uncaught.push(String(error)));
    await page.goto(url);
    await page.getByRole('button', { name: 'Admin' }).click();
    await page.locator('#id').fill('SANDBOXTILL00');
    await page.locator('#id').press('Enter');
    await page.getByText('券码正确的券').waitFor();
    await page.waitForFunction(() => [...document.images].every(({ naturalWidth }) => naturalWidth > 0));
    await page.getByRole('button', { name: 'Show code' }).first().click();
    await page.locator('[data-code-form=barcode]').waitFor();
    await page.goBack();
    await page.getByLabel('Simulate a fault').selectOption('code=1012');
    await page.locator('#id').press('Enter');
    await page.getByRole('heading', { name: 'The CRM rejected the look-up' }).waitFor();
    await page.reload();
    await page.getByText('券码正确的券').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
    assert.deepEqual(uncaught, []);
  });
});
