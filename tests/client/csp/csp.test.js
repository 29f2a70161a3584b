// @ts-check
// Under a site's Content-Security-Policy: what it must allow, and what is said where it does not.
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

// Printed by the JDK, for the key 12345678.
const DIGITS = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';

const ENTRIES = ['index.js', 'slim.js', 'houcaller-coupons.iife.js'];
const WASM_REFUSED = { directive: 'script-src', blocked: 'wasm-eval' };

/** WebKit refuses and tells the page by the exception alone. */
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
      test(`${title}, ${entry}: 'wasm-unsafe-eval' is all that it needs`, { timeout: 20_000 }, async () => {
        const earlier = calls(allowing);
        const { encrypt, list, violations, unhandled } = await allowing.visit(page, entry);
        assert.deepEqual(encrypt, { value: DIGITS });
        assert.deepEqual(list, { value: published.map(({ cpnCode }) => cpnCode) });
        assert.equal(calls(allowing), earlier + 1);
        assert.deepEqual(violations, []);
        assert.deepEqual(unhandled, []);
      });

      test(`${title}, ${entry}: without it, an error says what the policy must allow`, { timeout: 20_000 }, async () => {
        const earlier = calls(forbidding);
        const { violations, unhandled, ...report } = await forbidding.visit(page, entry);
        const { init, again, encrypt, client, list } = report;
        assert.deepEqual([init.error?.kind, init.error?.retryable], ['config', false], JSON.stringify(init));
        assert.match(
          init.error.message,
          /^init: the page's Content-Security-Policy .* must allow 'wasm-unsafe-eval' in script-src .*use 'houcaller-coupons\/no-wasm'$/,
        );
        assert.notEqual(init.cause, 'undefined');
        // Nothing is broken by it: whatever is called afterwards says plainly what is missing, and sends nothing.
        assert.deepEqual([again, list], [init, init]);
        for (const { error } of [encrypt, client]) assert.match(error.message, /^init: must be awaited before this call/);
        assert.equal(calls(forbidding), earlier);
        // One for each attempt to compile, and no other.
        assert.deepEqual(violations, tellsOfWasm ? [WASM_REFUSED, WASM_REFUSED, WASM_REFUSED] : []);
        assert.deepEqual(unhandled, []);
      });
    }

    test(`${title}, no-wasm.js: "script-src 'self'" is all that it needs`, { timeout: 20_000 }, async () => {
      const earlier = calls(forbidding);
      const { encrypt, list, violations, unhandled } = await forbidding.visit(page, 'no-wasm.js');
      assert.deepEqual(encrypt, { value: DIGITS });
      assert.deepEqual(list, { value: published.map(({ cpnCode }) => cpnCode) });
      assert.equal(calls(forbidding), earlier + 1);
      assert.deepEqual(violations, []);
      assert.deepEqual(unhandled, []);
    });

    test(`${title}, fallback: a page that falls back lists coupons under either policy, and loads the engine under one`, { timeout: 20_000 }, async () => {
      for (const site of [allowing, forbidding]) {
        const { list, engineLoaded, unhandled } = await site.visit(page, 'fallback');
        assert.deepEqual(list, { value: published.map(({ cpnCode }) => cpnCode) });
        assert.equal(engineLoaded, site === forbidding);
        assert.deepEqual(unhandled, []);
      }
    });

    test(`${title} would have shown another violation`, { timeout: 20_000 }, async () => {
      const { violations } = await allowing.visit(page, 'trespass');
      assert.deepEqual(violations, [{ directive: 'img-src', blocked: 'data' }]);
    });
  });
}
