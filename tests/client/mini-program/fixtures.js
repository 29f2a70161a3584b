// @ts-check
// A code package and a sandbox for the tests of one file.
import { after, before } from 'node:test';
import { startSandbox } from '../../../sandbox/server.js';
import { openCodePackage } from '../../support/mini-program/harness.js';

/** @typedef {{ codePackage: Awaited<ReturnType<typeof openCodePackage>>, sandbox: Awaited<ReturnType<typeof startSandbox>> }} Fixtures */

/** Opens them before the first test and closes them after the last. */
export function openFixtures() {
  const fixtures = /** @type {Fixtures} */ ({});
  before(async () => {
    fixtures.codePackage = await openCodePackage();
    fixtures.sandbox = await startSandbox();
  });
  after(async () => {
    await fixtures.sandbox?.close();
    await fixtures.codePackage?.close();
  });
  return fixtures;
}
