// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchWebKit } from '../../support/webkit.js';
import { launchChromium } from '../../support/chromium.js';
import { launchFirefox } from '../../support/firefox.js';
import { startPageServer } from '../../support/faults/page-server.js';
import { frames } from './frames.js';
import { topics } from './topics.js';

const FOLDER = 'tests/client/behaviour';

/**
 * The part of a browser driver that these tests use. Each of the drivers has it.
 *
 * @typedef {object} Browser
 * @property {() => Promise<Page>} newPage
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Page
 * @property {(url: string) => Promise<unknown>} goto
 * @property {(act: (given: any) => any, given: any) => Promise<any>} evaluate
 */

/** @type {Record<string, () => Promise<any>>} */
const BROWSERS = {
  Chromium: launchChromium,
  Firefox: launchFirefox,
  WebKitGTK: launchWebKit,
};

/** @param {{ module: string, topic: string, name: string }} asked */
async function runInPage({ module, topic, name }) {
  const { run } = await import(module);
  return run(topic, name);
}

for (const [title, launch] of Object.entries(BROWSERS)) {
  describe(title, () => {
    /** @type {Awaited<ReturnType<typeof startPageServer>>} */
    let server;
    /** @type {Browser} */
    let browser;
    /** @type {(topic: string, name: string) => Promise<string>} */
    let failureOf;

    before(async () => {
      [server, browser] = await Promise.all([startPageServer(FOLDER), launch()]);
      const page = await browser.newPage();
      await page.goto(server.url);
      failureOf = (topic, name) => page.evaluate(runInPage, { module: `/${FOLDER}/page.js`, topic, name });
    });

    after(async () => {
      await browser?.close();
      await server?.close();
    });

    for (const [topic, cases] of Object.entries({ ...topics, frames })) {
      for (const name of Object.keys(cases)) {
        test(`${title}, ${topic}: ${name}`, { timeout: 20_000 }, async () => {
          const failure = await failureOf(topic, name);
          if (failure) assert.fail(failure);
        });
      }
    }

    test(`${title} reports the failure of a case`, async () => {
      assert.match(await failureOf('answer', 'a case that does not exist'), /TypeError|not a function/);
    });
  });
}
