// @ts-check
// Each entry carries a class of its own, and several can be in one program: an error of one is an error of all.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { runInThisContext } from 'node:vm';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { dist } from './packed.js';

/** @typedef {{ CouponError: typeof import('houcaller-coupons').CouponError }} Entry */

const require = createRequire(import.meta.url);
const files = ['index.js', 'node.js', 'slim.js', 'gateway-client.js', 'mini-program.js', 'index.cjs', 'node.cjs', 'gateway-client.cjs', 'mini-program/index.js', 'no-wasm.js', 'gateway-client-no-wasm.js', 'mini-program-no-wasm.cjs'];
/** @type {Record<string, Entry>} */
const entries = {};
for (const file of files) {
  const path = join(dist, file);
  entries[file] = file.endsWith('.cjs') || file.includes('/') ? require(path) : await import(pathToFileURL(path).href);
}
entries['houcaller-coupons.iife.js'] = runInThisContext(`${readFileSync(join(dist, 'houcaller-coupons.iife.js'), 'utf8')}; HouCallerCoupons`);

for (const [from, { CouponError: Thrown }] of Object.entries(entries)) {
  test(`an error of ${from} is one to every entry`, () => {
    const error = new Thrown('input', 'words');
    for (const [to, { CouponError }] of Object.entries(entries)) assert.ok(error instanceof CouponError, to);
    assert.ok(error instanceof Error);
  });
}

test('nothing else is one', () => {
  const [{ CouponError }] = Object.values(entries);
  for (const other of [new Error('words'), { kind: 'input', name: 'CouponError' }, null, undefined, 'CouponError', () => undefined]) {
    assert.equal(/** @type {unknown} */ (other) instanceof CouponError, false);
  }
});

test('a class that is derived from one has its own instances, and they are errors of all', () => {
  const [{ CouponError }, { CouponError: Another }] = Object.values(entries);
  class Refusal extends CouponError {}
  assert.ok(new Refusal('api', 'no') instanceof Refusal && new Refusal('api', 'no') instanceof Another);
  assert.equal(new CouponError('api', 'no') instanceof Refusal, false);
});
