// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchWebKit } from '../../support/webkit.js';
import { launchChromium } from '../../support/chromium.js';
import { checkRow, startSetting } from '../../support/faults/check.js';
import { launchFirefox } from '../../support/firefox.js';
import { startPageServer } from '../../support/faults/page-server.js';
import { table } from '../../support/faults/table.js';

// A policy that forbids WebAssembly. It allows every connection, because the sandbox has another origin.
const STRICT = { entry: 'no-wasm.js', policy: "default-src 'self'; script-src 'self'; connect-src *" };

/** @type {Record<string, ['chromium' | 'firefox' | 'webkit', () => Promise<any>, (typeof STRICT)?]>} */
const BROWSERS = {
  Chromium: ['chromium', launchChromium],
  'Chromium without WebAssembly': ['chromium', launchChromium, STRICT],
  Firefox: ['firefox', launchFirefox],
  WebKitGTK: ['webkit', launchWebKit],
};

/** @param {{ module: string, act: string, given: unknown }} asked */
async function actInPage({ module, act, given }) {
  const { faults } = await import(module);
  return faults[act](given);
}

for (const [title, [name, launch, strict]] of Object.entries(BROWSERS)) {
  describe(title, () => {
    /** @type {Awaited<ReturnType<typeof startSetting>>} */
    let started;
    /** @type {Awaited<ReturnType<typeof startPageServer>>} */
    let server;
    /** @type {{ close: () => Promise<void>, newPage: () => Promise<any> }} */
    let browser;
    /** @type {import('../../support/faults/check.js').Host} */
    let host;
    /** @type {(act: string, given?: unknown) => Promise<any>} */
    let inPage;

    before(async () => {
      [started, server, browser] = await Promise.all([startSetting(), startPageServer('tests/client/faults', strict), launch()]);
      const page = await browser.newPage();
      await page.goto(server.url);
      inPage = async (act, given) => {
        const json = await page.evaluate(actInPage, { module: '/tests/client/faults/page.js', act, given });
        return json && JSON.parse(json);
      };
      await inPage('open', started.setting);
      host = {
        run: (row) => inPage('run', row.name),
        again: () => inPage('again'),
        rejections: () => inPage('rejections'),
      };
    });

    after(async () => {
      await browser?.close();
      await server?.close();
      await started?.sandbox.close();
    });

    for (const row of table) {
      test(`${title}: ${row.name}`, { timeout: 20_000 }, () => checkRow(row, name, host, started.sandbox));
    }

    test(`${title} reports an unhandled rejection`, async () => {
      await inPage('neglect');
      assert.deepEqual(await host.rejections(), ['Error: neglected']);
    });
  });
}
