// @ts-check
// The environment of the examples of mini-programs: it has the globals of WeChat and uni-app.
import { startSandbox } from '../../sandbox/server.js';
import { openCodePackage } from '../support/mini-program/harness.js';
import { uniRequest } from '../support/mini-program/request-hosts.js';
import { BASE, ofTheClient } from './ambient.js';

/** @returns {Promise<import('../support/entry.js').Environment>} */
export async function inMiniProgram() {
  const sandbox = await startSandbox();
  const codePackage = await openCodePackage();
  const { entry, run } = codePackage.start({ uni: { request: uniRequest() } });
  const { default: init, ...exports } = entry();
  await init();
  return {
    exports,
    ambient: ofTheClient(/** @type {any} */ (exports), `${sandbox.url}${BASE}`),
    evaluate: run,
    sandbox: sandbox.url,
    close: async () => {
      await codePackage.close();
      await sandbox.close();
    },
  };
}
