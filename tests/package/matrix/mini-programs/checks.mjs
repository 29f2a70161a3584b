// @ts-check
// The checks of a built sample: the encrypted param, the coupons and a refusal on its page, six faults and two aborts.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import { root } from '../../../../scripts/run.mjs';
import { checkRow } from '../../../support/faults/check.js';
import { PUBLISHED_MEMBER, STRANGER, table } from '../../../support/faults/table.js';
import { openRunner } from '../../../support/mini-program/run-row.js';
import { CODES, PARAM } from '../expected.mjs';
import { serve } from '../serve.mjs';
import { startProgram } from './host.mjs';
import { KEY } from './sandbox.mjs';

/**
 * @typedef {import('./sandbox.mjs').Started} Started
 *
 * @typedef {object} Sample
 * @property {string} route of its page in app.json
 * @property {import('./screens.mjs').ScreenOf} screenOf
 * @property {string} [entry] the file of the client in the code package, if it has one; default: the client from projects/probe
 */

/** Searches by member id, with the texts that the page must show. @type {[memberId: string, expected: string[]][]} */
const SEARCHES = [
  [PUBLISHED_MEMBER, CODES],
  [STRANGER, ['会员不存在']],
];

const PATIENCE_MS = 20_000;

/** Frameworks batch updates of the page. */
const FRAME_MS = 50;

const ROWS = [
  'a reset before any byte',
  'an answer later than the time-out of each attempt',
  'HTTP 503',
  'a page of HTML',
  'bytes that are not UTF-8',
  'a code',
  'an abort before the first byte',
  'an abort in the middle of the body',
].map((wanted) => {
  const row = table.find(({ name }) => name === wanted);
  if (!row) throw new Error(`the table of faults has no row ${wanted}`);
  return row;
});

/**
 * @param {string} folder of the code package
 * @param {import('./host.mjs').Host} host
 * @param {Sample} sample
 * @param {Started} started
 */
export async function checkInHost(folder, host, { route, screenOf, entry }, { sandbox, setting }) {
  assert.deepEqual(await packageParts(folder), host === 'WeChat' ? { wasm: ['houcaller_coupons_bg.wasm.br'], engine: false } : { wasm: [], engine: true });
  for (const [memberId, expected] of SEARCHES) {
    const page = startProgram(folder, host).open(route);
    const screen = screenOf(page, folder);
    await until(screen.isRendered, 'the page to be rendered');
    screen.type(memberId);
    await pause(FRAME_MS);
    screen.tap();
    await until(() => expected.every((text) => JSON.stringify(page.data).includes(text)), `${expected} on the page`);
    page.onUnload?.();
  }

  /** @type {any} */
  let coupons;
  let timers = () => 0;
  const runner = await openRunner(
    (change) => {
      const program = startProgram(folder, host, change);
      timers = program.timers;
      coupons = entry ? program.require(entry) : program.client();
      return { ...program, entry: () => ({ ...coupons, init: coupons.ready ?? coupons.init }) };
    },
    setting,
    [],
  );
  assert.equal(coupons.encryptParam({ memberId: PUBLISHED_MEMBER }, { key: KEY }), PARAM);
  // Waits for the framework's own timers, which must not be counted as the client's.
  await until(() => timers() === 0, "the framework's timers to end");
  for (const row of ROWS) await named(row.name, checkRow(row, 'node', runner, sandbox));
}

/**
 * @param {string} folder of the built page
 * @param {import('playwright-core').Browser} browser
 * @param {Started} started
 */
export async function checkInPage(folder, browser, { sandbox, setting }) {
  const server = await serve(folder);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript('window.handOver = (coupons) => { window.coupons = coupons; };');
    await page.goto(`${server.url}/`);
    const input = page.locator('input').first();
    for (const [memberId, expected] of SEARCHES) {
      await input.fill(memberId);
      await page.getByText('查询', { exact: true }).first().click();
      for (const text of expected) await page.getByText(text).first().waitFor({ timeout: PATIENCE_MS });
      assert.equal(await page.locator('.coupon').count(), memberId === PUBLISHED_MEMBER ? CODES.length : 0);
    }

    await page.evaluate('window.coupons.ready()');
    assert.equal(await page.evaluate(`window.coupons.encryptParam({ memberId: '${PUBLISHED_MEMBER}' }, { key: '${KEY}' })`), PARAM);
    await page.addScriptTag({ content: await bundleFaultsPage() });
    const inPage = async (/** @type {string} */ act, /** @type {unknown} */ given = null) => {
      const said = await page.evaluate(`page.faults.${act}(${JSON.stringify(given)})`);
      return said && JSON.parse(String(said));
    };
    await inPage('open', setting);
    const runner = {
      run: (/** @type {{ name: string }} */ { name }) => inPage('run', name),
      again: () => inPage('again'),
      rejections: () => inPage('rejections'),
    };
    for (const row of ROWS) await named(row.name, checkRow(row, 'chromium', runner, sandbox));
  } finally {
    await Promise.all([context.close(), server.close()]);
  }
}

/**
 * Finds the parts of the package in a code package, because a code package must not contain those for the other host.
 *
 * @param {string} folder
 * @returns {Promise<{ wasm: string[], engine: boolean }>} the WebAssembly files, and whether the engine without WebAssembly is included
 */
async function packageParts(folder) {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const code = await Promise.all(files.filter(({ name }) => name.endsWith('.js')).map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
  const data = await longestData();
  return { wasm: files.map(({ name }) => name).filter((name) => name.includes('.wasm')), engine: code.some((text) => text.includes(data)) };
}

/** The longest static data of the engine in base64, which minifiers do not change. */
async function longestData() {
  const found = (await readFile(join(root, 'dist', 'engine.js'), 'utf8')).match(/[\w+/]{100,}/g) ?? [];
  return found.reduce((longest, one) => (one.length > longest.length ? one : longest));
}

/** Bundles the script for faults in a page, with the client of the sample. */
async function bundleFaultsPage() {
  const built = await build({
    entryPoints: [join(root, 'tests', 'client', 'faults', 'page.js')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'page',
    plugins: [
      {
        name: 'client-of-the-sample',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^houcaller-coupons$/ }, () => ({ path: 'client', namespace: 'client' }));
          onLoad({ filter: /.*/, namespace: 'client' }, () => ({
            contents: 'export const { init, CouponClient, CouponError } = window.coupons; export default init;',
          }));
        },
      },
    ],
  });
  return built.outputFiles[0]?.text ?? '';
}

/**
 * @param {string} name
 * @param {Promise<void>} check
 */
async function named(name, check) {
  await check.catch((error) => {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  });
}

/**
 * @param {() => boolean} met
 * @param {string} what
 */
async function until(met, what) {
  for (const deadline = Date.now() + PATIENCE_MS; !met(); await pause(20)) {
    if (Date.now() > deadline) throw new Error(`waited ${PATIENCE_MS} ms for ${what}`);
  }
}
