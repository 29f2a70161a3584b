// @ts-check
// Hosts whose globals are incomplete, throw, or are missing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { CouponClient, encryptParam, identifyCipher } from 'houcaller-coupons';
import published from '../../sandbox/published-response.json' with { type: 'json' };

const config = { baseUrl: 'http://crm.invalid/v1', channel: 'hkl-test', cipher: { key: '12345678' }, fetch: async () => Response.json(published) };

for (const [title, value] of Object.entries({ 'without a clock': {}, 'that is undefined': undefined, 'that is null': null, 'that is not an object': 1 })) {
  test(`a call succeeds if the host has a performance ${title}`, { timeout: 10_000 }, async (t) => {
    const property = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, 'performance'));
    Object.defineProperty(globalThis, 'performance', { value, configurable: true, writable: true });
    t.after(() => Object.defineProperty(globalThis, 'performance', property));
    assert.equal((await new CouponClient(config).listCoupons({ memberId: 'K1H93QDKI00B7' })).length, 8);
  });
}

const QUERY = { memberId: 'K1H93QDKI00B7' };
const fails = () => {
  throw new Error('not here');
};

/**
 * @param {import('node:test').TestContext} t
 * @param {string} name
 * @param {unknown} value
 */
function without(t, name, value) {
  const property = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, name));
  Object.defineProperty(globalThis, name, { ...property, ...('value' in property ? { value } : { get: () => value }) });
  t.after(() => Object.defineProperty(globalThis, name, property));
}

for (const [title, value] of Object.entries({ 'there is no setTimeout': undefined, 'setTimeout throws': fails })) {
  test(`a call fails with an error that names setTimeout if ${title}`, { timeout: 10_000 }, async (t) => {
    const client = new CouponClient(config);
    without(t, 'setTimeout', value);
    const refused = { name: 'CouponError', kind: 'config', retryable: false, message: 'setTimeout: expected one that works, found none' };
    await assert.rejects(client.listCoupons(QUERY), refused);
    assert.equal((await client.listCoupons(QUERY, { timeoutMs: Infinity, totalTimeoutMs: Infinity })).length, 8);
  });
}

test('a call succeeds if clearTimeout throws', { timeout: 10_000 }, async (t) => {
  // Its timers stay, so they are unreferenced here to let the test end.
  const { setTimeout: start } = globalThis;
  without(t, 'setTimeout', (/** @type {() => void} */ callback, /** @type {number} */ ms) => start(callback, ms).unref());
  without(t, 'clearTimeout', fails);
  assert.equal((await new CouponClient(config).listCoupons(QUERY)).length, 8);
});

test('a call succeeds if AbortController throws, and times out if abort throws', { timeout: 10_000 }, async (t) => {
  without(t, 'AbortController', fails);
  assert.equal((await new CouponClient(config).listCoupons(QUERY)).length, 8);
  without(
    t,
    'AbortController',
    class {
      get signal() {
        return fails();
      }
    },
  );
  assert.equal((await new CouponClient(config).listCoupons(QUERY)).length, 8);
  without(
    t,
    'AbortController',
    class {
      signal = undefined;
      abort = fails;
    },
  );
  const hanging = new CouponClient({ ...config, fetch: () => new Promise(() => {}), timeoutMs: 5, retry: 0 });
  await assert.rejects(hanging.listCoupons(QUERY), { name: 'CouponError', kind: 'timeout' });
});

test('a host without WebAssembly gets an error that is not retryable', async () => {
  const realm = createContext({ atob, TextDecoder, TextEncoder, performance, setTimeout, clearTimeout });
  runInContext('delete globalThis.WebAssembly', realm);
  runInContext(readFileSync(new URL('../../dist/houcaller-coupons.iife.js', import.meta.url), 'utf8'), realm);
  const { init, listCoupons, CouponClient } = runInContext('HouCallerCoupons', realm);
  const lacks = {
    name: 'CouponError',
    kind: 'config',
    retryable: false,
    message: /^init: this host has no WebAssembly; use 'houcaller-coupons\/no-wasm' instead$/,
  };
  await assert.rejects(init(), lacks);
  await assert.rejects(listCoupons(QUERY, config), lacks);
  await assert.rejects(new CouponClient({ gatewayUrl: 'http://gateway.invalid' }).listCoupons(QUERY), lacks);
});

test('on a host without WebAssembly, the error of /gateway-client names its own entry', async () => {
  const realm = createContext({ atob, TextDecoder, TextEncoder, performance, setTimeout, clearTimeout, exports: {} });
  runInContext('delete globalThis.WebAssembly', realm);
  runInContext(readFileSync(new URL('../../dist/gateway-client.cjs', import.meta.url), 'utf8'), realm);
  const { init, CouponClient } = runInContext('exports', realm);
  const message = "init: this host has no WebAssembly; use 'houcaller-coupons/gateway-client/no-wasm' instead";
  const lacks = { name: 'CouponError', kind: 'config', retryable: false, message };
  await assert.rejects(init(), lacks);
  await assert.rejects(new CouponClient({ gatewayUrl: 'http://gateway.invalid' }).listCoupons(QUERY), lacks);
});

test('a text that is too long for the module is refused before it is copied, in every field', () => {
  const huge = 'x'.repeat(2 ** 26 + 1);
  const tooMuch = (/** @type {string} */ field, kind = 'input') => ({
    name: 'CouponError',
    kind,
    message: `${field}: expected at most 64 Mi characters or bytes, found more`,
  });
  assert.throws(() => identifyCipher('12345678', [{ plaintext: huge, param: '00' }]), tooMuch('examples[].plaintext'));
  assert.throws(() => identifyCipher(huge), tooMuch('key'));
  assert.throws(() => encryptParam('{}', { key: huge }), tooMuch('cipher.key', 'config'));
  assert.throws(() => new CouponClient({ ...config, headers: { a: huge } }), tooMuch("headers['a']", 'config'));
  return assert.rejects(new CouponClient(config).listCoupons({ memberId: huge }), tooMuch('query.memberId'));
});

test('examples that are too long together are refused before they are copied', () => {
  // The strings are the same, so they take no memory here; forty copies would exceed that of the module.
  const long = 'x'.repeat(2 ** 26);
  assert.throws(() => identifyCipher('12345678', Array(40).fill({ plaintext: long, param: long })), {
    name: 'CouponError',
    kind: 'input',
    message: 'examples: expected at most 16384 bytes together with the key, found more',
  });
});
