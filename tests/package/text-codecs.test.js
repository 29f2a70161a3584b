// @ts-check
// A host that cannot read text says so plainly: jsdom, as test runners use it, is one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';

const source = readFileSync(new URL('../../dist/houcaller-coupons.iife.js', import.meta.url), 'utf8');

/** @param {object} globals */
async function encrypted(globals) {
  const realm = createContext({ atob, ...globals });
  runInContext(source, realm);
  await runInContext('HouCallerCoupons.init()', realm);
  return runInContext("try { HouCallerCoupons.encryptParam('豪', { key: '12345678' }) } catch (error) { error }", realm);
}

for (const [missing, globals] of /** @type {const} */ ([
  ['TextEncoder', { TextDecoder }],
  ['TextDecoder', { TextEncoder }],
])) {
  test(`without ${missing}, a call says that it is missing`, async () => {
    const { name, kind, message } = await encrypted(globals);
    assert.deepEqual({ name, kind, message }, { name: 'CouponError', kind: 'config', message: `init: expected a host with ${missing}, found one without` });
  });
}

test('with both it encrypts', async () => {
  assert.match(await encrypted({ TextDecoder, TextEncoder }), /^[\dA-F]{16}$/);
});
