// @ts-check
// What the tests of one file are given: a code package, and a sandbox.
import { after, before } from 'node:test';
import { startSandbox } from '../../../sandbox/server.js';
import { openCodePackage } from '../../support/mini-program/harness.js';

/** @typedef {{ codePackage: Awaited<ReturnType<typeof openCodePackage>>, sandbox: Awaited<ReturnType<typeof startSandbox>> }} Given */

/** Filled before the first test, and closed after the last. */
export function given() {
  const it = /** @type {Given} */ ({});
  before(async () => {
    it.codePackage = await openCodePackage();
    it.sandbox = await startSandbox();
  });
  after(async () => {
    await it.sandbox?.close();
    await it.codePackage?.close();
  });
  return it;
}
