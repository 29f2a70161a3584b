// @ts-check
import { after, before } from 'node:test';
import { startSandbox } from '../../../sandbox/server.js';
import { launchChromium } from '../../support/chromium.js';
import { openDesk } from './desk-page.js';
import { startDesk } from './desk-server.js';

/**
 * A sandbox, the desk before it and a Chromium, for the length of a `describe`.
 *
 * @param {import('../../../sandbox/app.js').SandboxOptions} [options] the sandbox's
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
     * Opens the desk for the length of one test.
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
