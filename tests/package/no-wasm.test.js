// @ts-check
// The engine that `init` takes where there is no WebAssembly: which it takes, and what it leaves in memory.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';

/** @typedef {import('houcaller-coupons/no-wasm')} Entry */

const DIST = new URL('../../dist/', import.meta.url);
// Printed by the JDK, for the key 12345678.
const DIGITS = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';
const QUERY = { memberId: 'K1H93QDKI00B7' };
const CIPHER = { key: '12345678' };

/**
 * An entry that nobody has used.
 *
 * @param {string} file
 * @returns {Promise<Entry>}
 */
const anew = (file) => import(`${new URL(file, DIST).href}?${Math.random()}`);

for (const file of ['index.js', 'slim.js', 'node.js']) {
  test(`${file} takes the engine of no-wasm.js`, async () => {
    const { default: init, encryptParam } = await anew(file);
    const { engine } = await anew('no-wasm.js');
    await init(engine);
    assert.equal(encryptParam(QUERY, CIPHER), DIGITS);
  });
}

test('gateway-client.js takes the engine of its sibling, and no other', async () => {
  const { default: init, isCouponCode } = await anew('gateway-client.js');
  const { engine: other } = await anew('no-wasm.js');
  const refused = { name: 'CouponError', kind: 'config', retryable: false, message: 'init: expected the engine of the same version and entry, found another' };
  await assert.rejects(init(other), refused);
  const { engine } = await anew('gateway-client-no-wasm.js');
  await init(engine);
  assert.equal(isCouponCode('7270000006699'), true);
});

test('an engine of which only the name fits is refused', async () => {
  const { default: init, engine } = await anew('no-wasm.js');
  await assert.rejects(init(/** @type {any} */ ({ moduleId: engine.moduleId })), { name: 'CouponError', kind: 'config', retryable: false });
});

test('by require too', () => {
  const { encryptParam } = createRequire(import.meta.url)('../../dist/no-wasm.cjs');
  assert.equal(encryptParam(QUERY, CIPHER), DIGITS);
});

test('a text of 1 MiB comes back, and of the memory that was too small for it nothing is left', async () => {
  const { engine } = await anew('no-wasm.js');
  /** @type {any} */
  let memory;
  const watched = {
    moduleId: engine.moduleId,
    instantiate(/** @type {object} */ imports) {
      const exports = engine.instantiate(imports);
      memory = Object.values(exports).find((it) => typeof it === 'object' && 'buffer' in it);
      return exports;
    },
  };
  const { default: init, encryptParam, decryptParam } = await anew('index.js');
  await init(watched);
  const first = new Uint8Array(memory.buffer);
  assert.ok(first.some((byte) => byte !== 0));
  const text = 'xyz '.repeat(2 ** 18);
  const param = encryptParam(text, CIPHER);
  assert.equal(param.length, 2 * (2 ** 20 + 8));
  assert.equal(decryptParam(param, CIPHER), text);
  assert.notEqual(memory.buffer, first.buffer);
  assert.ok(first.every((byte) => byte === 0));
});

for (const file of ['engine.js', 'engine-without-cipher.js']) {
  // Some minifiers read `heap[at = f()]` into `at = f(); heap[at]`, as if `f` could not change the variable: what was written after the memory moved is lost.
  test(`${file} has no view of the memory in a variable that changes`, async () => {
    const code = await readFile(new URL(file, DIST), 'utf8');
    const views = [...code.matchAll(/([\w$.]+)=new (?:Int|Uint|Float)\d+Array\(/g)].map(([, name = '']) => name);
    const changing = views.filter((name, at) => views.indexOf(name) !== at);
    assert.ok(changing.length > 0);
    assert.deepEqual(changing.filter((name) => !name.includes('.')), []);
  });
}
