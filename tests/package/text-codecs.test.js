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

// As old engines have it.
class DecoderThatKeepsItsErrors extends TextDecoder {
  failed = false;

  /** @param {any} bytes */
  decode(bytes) {
    if (this.failed) throw new TypeError('the text before broke off');
    this.failed = true;
    const text = super.decode(bytes);
    this.failed = false;
    return text;
  }
}

test('a text that is not UTF-8 does not spoil the next', async () => {
  const realm = createContext({ atob, TextEncoder, TextDecoder: DecoderThatKeepsItsErrors });
  runInContext(source, realm);
  await runInContext('HouCallerCoupons.init()', realm);
  const script = `
    const { decryptParam, encryptParam } = HouCallerCoupons;
    const cipher = { key: '12345678' };
    const brokenOff = encryptParam(Uint8Array.of(0xE8, 0xB1), cipher);
    let kind;
    try { decryptParam(brokenOff, cipher) } catch (error) { kind = error.kind }
    [kind, decryptParam(encryptParam('豪', cipher), cipher)]`;
  assert.deepEqual([...runInContext(script, realm)], ['input', '豪']);
});
