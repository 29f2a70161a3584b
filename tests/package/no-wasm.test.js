// @ts-check
// The engine without WebAssembly: which entries accept it, and whether it wipes its memory.
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
 * Loads a new instance of an entry.
 *
 * @param {string} file
 * @returns {Promise<Entry>}
 */
const loadNew = (file) => import(`${new URL(file, DIST).href}?${Math.random()}`);

for (const file of ['index.js', 'slim.js', 'node.js']) {
  test(`${file} accepts the engine of no-wasm.js`, async () => {
    const { default: init, encryptParam } = await loadNew(file);
    const { engine } = await loadNew('no-wasm.js');
    await init(engine);
    assert.equal(encryptParam(QUERY, CIPHER), DIGITS);
  });
}

test('gateway-client.js accepts only the engine of gateway-client-no-wasm.js', async () => {
  const { default: init, isCouponCode } = await loadNew('gateway-client.js');
  const { engine: other } = await loadNew('no-wasm.js');
  const refused = { name: 'CouponError', kind: 'config', retryable: false, message: 'init: expected the engine of the same version and entry, found another' };
  await assert.rejects(init(other), refused);
  const { engine } = await loadNew('gateway-client-no-wasm.js');
  await init(engine);
  assert.equal(isCouponCode('7270000006699'), true);
});

test('an object with only the moduleId of an engine is refused', async () => {
  const { default: init, engine } = await loadNew('no-wasm.js');
  await assert.rejects(init(/** @type {any} */ ({ moduleId: engine.moduleId })), { name: 'CouponError', kind: 'config', retryable: false });
});

test('no-wasm.cjs works with require', () => {
  const { encryptParam } = createRequire(import.meta.url)('../../dist/no-wasm.cjs');
  assert.equal(encryptParam(QUERY, CIPHER), DIGITS);
});

test('a text of 1 MiB is encrypted and decrypted, and the outgrown memory is wiped', async () => {
  const { engine } = await loadNew('no-wasm.js');
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
  const { default: init, encryptParam, decryptParam } = await loadNew('index.js');
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
  // Some minifiers turn `at = f(); heap[at]` into `heap[at = f()]`, although `f` may replace `heap` when the memory grows.
  test(`${file} keeps no changing view of the memory in a variable`, async () => {
    const code = await readFile(new URL(file, DIST), 'utf8');
    const views = [...code.matchAll(/([\w$.]+)=new (?:Int|Uint|Float)\d+Array\(/g)].map(([, name = '']) => name);
    const changing = views.filter((name, at) => views.indexOf(name) !== at);
    assert.ok(changing.length > 0);
    assert.deepEqual(
      changing.filter((name) => !name.includes('.')),
      [],
    );
  });
}
