// @ts-check
// A program may load several entries, each with its own CouponError class. `instanceof` must recognise errors of all of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { runInThisContext } from 'node:vm';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { dist } from '../support/packed.js';

/** @typedef {{ CouponError: typeof import('houcaller-coupons').CouponError }} Entry */

const require = createRequire(import.meta.url);
const files = [
  'index.js',
  'node.js',
  'slim.js',
  'gateway-client.js',
  'mini-program.js',
  'index.cjs',
  'node.cjs',
  'gateway-client.cjs',
  'mini-program/index.js',
  'no-wasm.js',
  'gateway-client-no-wasm.js',
  'mini-program-no-wasm.cjs',
];
/** @type {Record<string, Entry>} */
const entries = {};
for (const file of files) {
  const path = join(dist, file);
  entries[file] = file.endsWith('.cjs') || file.includes('/') ? require(path) : await import(pathToFileURL(path).href);
}
entries['houcaller-coupons.iife.js'] = runInThisContext(`${readFileSync(join(dist, 'houcaller-coupons.iife.js'), 'utf8')}; HouCallerCoupons`);

for (const [from, { CouponError: Thrown }] of Object.entries(entries)) {
  test(`every entry recognises an error of ${from}`, () => {
    const error = new Thrown('input', 'words');
    for (const [to, { CouponError }] of Object.entries(entries)) assert.ok(error instanceof CouponError, to);
    assert.ok(error instanceof Error);
  });
}

test('no other value is an instance', () => {
  const [{ CouponError }] = Object.values(entries);
  for (const other of [new Error('words'), { kind: 'input', name: 'CouponError' }, null, undefined, 'CouponError', () => undefined]) {
    assert.equal(/** @type {unknown} */ (other) instanceof CouponError, false);
  }
});

test('instances of a derived class are instances of every CouponError, but not the other way round', () => {
  const [{ CouponError }, { CouponError: Another }] = Object.values(entries);
  class Refusal extends CouponError {}
  assert.ok(new Refusal('api', 'no') instanceof Refusal && new Refusal('api', 'no') instanceof Another);
  assert.equal(new CouponError('api', 'no') instanceof Refusal, false);
});

test('toJSON has the name of the cause only if it is a text', () => {
  for (const [file, { CouponError }] of Object.entries(entries)) {
    const causeOf = (/** @type {unknown} */ cause) => new CouponError('input', 'words', { cause }).toJSON().cause;
    assert.equal(causeOf(new TypeError('of the host')), 'TypeError', file);
    assert.equal(causeOf({ name: 'secret' }), undefined, file);
    assert.equal(causeOf(Object.assign(new Error('of the host'), { name: { secret: 1 } })), undefined, file);
    const throws = Object.defineProperty(new Error('of the host'), 'name', {
      get: () => {
        throw new Error('of its getter');
      },
    });
    const revocable = Proxy.revocable({}, {});
    revocable.revoke();
    for (const cause of [throws, revocable.proxy]) assert.equal(causeOf(cause), undefined, file);
  }
});

test('cause is not enumerable, as that of every Error, so that a copy of the fields does not have it', () => {
  const cause = new Error('of the host');
  for (const [file, { CouponError }] of Object.entries(entries)) {
    const error = new CouponError('network', 'words', { cause });
    assert.equal(error.cause, cause);
    assert.ok(!Object.keys(error).includes('cause'), file);
  }
});
