// @ts-check
// The environment of the client's examples: a page of the sandbox's origin, at a fixed time.
import { mock } from 'node:test';
import * as entry from 'houcaller-coupons';
import { startSandbox } from '../../sandbox/server.js';
import { BASE, ofTheClient } from './ambient.js';

const MORNING = '2026-11-25T10:00:00+08:00';

/** @returns {Promise<import('../support/entry.js').Environment>} */
export async function onNode() {
  mock.timers.enable({ apis: ['Date'], now: new Date(MORNING) });
  const sandbox = await startSandbox();
  // An example calls a second endpoint, which the sandbox does not have.
  sandbox.app.post(`${BASE}/listMemberStcard`, (context) => context.json({ msg: '', code: 0, data: { list: [] } }));
  const { fetch, location } = globalThis;
  Object.assign(globalThis, {
    location: new URL(sandbox.url),
    fetch: (/** @type {string} */ address, /** @type {RequestInit} */ options) => fetch(new URL(address, sandbox.url), options),
  });
  const { default: init, ...exports } = entry;
  await init();
  return {
    exports,
    ambient: ofTheClient(entry, BASE),
    evaluate: (code) => Function(`return ${code};`)(),
    sandbox: sandbox.url,
    close: async () => {
      Object.assign(globalThis, { fetch, location });
      await sandbox.close();
      mock.timers.reset();
    },
  };
}
