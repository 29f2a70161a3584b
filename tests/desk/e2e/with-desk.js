// @ts-check
import { after, before } from 'node:test';
import { startSandbox } from '../../../sandbox/server.js';
import { launchChromium } from '../../support/chromium.js';
import { openDesk } from './desk-page.js';
import { startDesk } from './desk-server.js';

/**
 * Starts a sandbox, a desk for it and Chromium for the tests of a `describe`.
 *
 * @param {import('../../../sandbox/app.js').SandboxOptions} [options] the options of the sandbox
 */
export function withDesk(options) {
  /** @type {import('../../../sandbox/server.js').RunningSandbox} */
  let sandbox;
  /** @type {import('./desk-server.js').RunningDesk} */
  let desk;
  /** @type {import('playwright-core').Browser} */
  let browser;

  before(async () => {
    [sandbox, browser] = await Promise.all([startSandbox(options), launchChromium()]);
    desk = await startDesk({ sandbox });
  });

  after(async () => {
    await browser?.close();
    await desk?.close();
    await sandbox?.close();
  });

  return {
    sandbox: () => sandbox,
    desk: () => desk,
    browser: () => browser,

    /**
     * Opens the desk and closes it after the test.
     *
     * @param {import('node:test').TestContext} t
     * @param {Parameters<typeof openDesk>[2]} [how]
     */
    async open(t, how) {
      const opened = await openDesk(browser, desk, how);
      t.after(opened.close);
      return opened;
    },
  };
}
