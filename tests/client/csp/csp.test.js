// @ts-check
// Runs the package under a site's Content-Security-Policy: which directives it needs, and which errors it has without them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENDPOINT } from '../../../sandbox/app.js';
import { launchChromium } from '../../support/chromium.js';
import { launchFirefox } from '../../support/firefox.js';
import { published } from '../../support/faults/check.js';
import { startSite } from './page-server.js';
import { launchWebKit } from '../../support/webkit.js';

const ALLOWING = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const FORBIDDING = "default-src 'self'; script-src 'self'";

// The param of the query under the key 12345678, printed by the JDK.
const DIGITS = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';

const ENTRIES = ['index.js', 'slim.js', 'houcaller-coupons.iife.js'];
const WASM_REFUSED = { directive: 'script-src', blocked: 'wasm-eval' };

/** `tellsOfWasm`: whether the browser fires a securitypolicyviolation event for WebAssembly. WebKit only throws. */
const BROWSERS = {
  Chromium: { launch: launchChromium, tellsOfWasm: true },
  Firefox: { launch: launchFirefox, tellsOfWasm: true },
  WebKitGTK: { launch: launchWebKit, tellsOfWasm: false },
};

/** @param {Awaited<ReturnType<typeof startSite>>} site */
const calls = ({ log }) => log.filter(({ path }) => path === ENDPOINT).length;

for (const [title, { launch, tellsOfWasm }] of Object.entries(BROWSERS)) {
  describe(title, () => {
    /** @type {{ close: () => Promise<void>, newPage: () => Promise<any> }} */
    let browser;
    /** @type {any} */
    let page;
    /** @type {Awaited<ReturnType<typeof startSite>>} */
    let allowing;
    /** @type {Awaited<ReturnType<typeof startSite>>} */
    let forbidding;

    before(async () => {
      [allowing, forbidding, browser] = await Promise.all([startSite(ALLOWING), startSite(FORBIDDING), launch()]);
      page = await browser.newPage();
    });

    after(async () => {
      await browser?.close();
      await allowing?.close();
      await forbidding?.close();
    });

    for (const entry of ENTRIES) {
      test(`${title}, ${entry}: works if script-src has 'wasm-unsafe-eval'`, { timeout: 20_000 }, async () => {
        const earlier = calls(allowing);
        const { encrypt, list, violations, unhandled } = await allowing.visit(page, entry);
        assert.deepEqual(encrypt, { value: DIGITS });
        assert.deepEqual(list, { value: published.map(({ cpnCode }) => cpnCode) });
        assert.equal(calls(allowing), earlier + 1);
        assert.deepEqual(violations, []);
        assert.deepEqual(unhandled, []);
      });

      test(`${title}, ${entry}: without 'wasm-unsafe-eval', the error names it`, { timeout: 20_000 }, async () => {
        const earlier = calls(forbidding);
        const { violations, unhandled, ...report } = await forbidding.visit(page, entry);
        const { init, again, encrypt, client, list } = report;
        assert.deepEqual([init.error?.kind, init.error?.retryable], ['config', false], JSON.stringify(init));
        assert.match(
          init.error.message,
          /^init: the page's Content-Security-Policy .* must allow 'wasm-unsafe-eval' in script-src .*use 'houcaller-coupons\/no-wasm'$/,
        );
        assert.notEqual(init.cause, 'undefined');
        // Later calls have the same error or ask for init, and send nothing.
        assert.deepEqual([again, list], [init, init]);
        for (const { error } of [encrypt, client]) assert.match(error.message, /^init: must be awaited before this call/);
        assert.equal(calls(forbidding), earlier);
        // One violation for each attempt to compile.
        assert.deepEqual(violations, tellsOfWasm ? [WASM_REFUSED, WASM_REFUSED, WASM_REFUSED] : []);
        assert.deepEqual(unhandled, []);
      });
    }

    test(`${title}, no-wasm.js: works with "script-src 'self'"`, { timeout: 20_000 }, async () => {
      const earlier = calls(forbidding);
      const { encrypt, list, violations, unhandled } = await forbidding.visit(page, 'no-wasm.js');
      assert.deepEqual(encrypt, { value: DIGITS });
      assert.deepEqual(list, { value: published.map(({ cpnCode }) => cpnCode) });
      assert.equal(calls(forbidding), earlier + 1);
      assert.deepEqual(violations, []);
      assert.deepEqual(unhandled, []);
    });

    test(`${title}, fallback: lists coupons under both policies, and loads the engine only where WebAssembly is forbidden`, { timeout: 20_000 }, async () => {
      for (const site of [allowing, forbidding]) {
        const { list, engineLoaded, unhandled } = await site.visit(page, 'fallback');
        assert.deepEqual(list, { value: published.map(({ cpnCode }) => cpnCode) });
        assert.equal(engineLoaded, site === forbidding);
        assert.deepEqual(unhandled, []);
      }
    });

    test(`${title} reports a violation`, { timeout: 20_000 }, async () => {
      const { violations } = await allowing.visit(page, 'violation');
      assert.deepEqual(violations, [{ directive: 'img-src', blocked: 'data' }]);
    });
  });
}
