// @ts-check
// Compatibility with webviews of Chromium 57 and iOS 11, checked with two WebAssembly validators, a parser, and a realm without
// newer features.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runInContext } from 'node:vm';
import { parse } from 'acorn';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { startSandbox } from '../../sandbox/server.js';
import { assembled, refusal } from './first-webassembly.js';
import { dist } from '../support/packed.js';
import { realmOf2017 } from '../support/realm-of-2017.js';

const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).sort();
// Without the gateway, which runs only on servers.
const scripts = files.filter((name) => /\.c?js$/.test(name) && !name.startsWith('gateway.'));
const modules = files.filter((name) => name.endsWith('.wasm'));

/** @param {string} name */
const read = (name) => readFileSync(join(dist, name), 'utf8');

for (const name of modules) {
  test(`${name} uses only the WebAssembly of 2017`, () => {
    assert.equal(refusal(readFileSync(join(dist, name))), undefined);
  });
}

for (const name of modules) {
  test(`${name} exports only functions and its memory, because WeChat on iOS does not support exported globals`, () => {
    const kinds = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(join(dist, name)))).map(({ kind }) => kind);
    assert.deepEqual(
      kinds.filter((kind) => kind !== 'function'),
      ['memory'],
    );
  });
}

const NEWER = {
  'sign extension': '(module (func (param i32) (result i32) local.get 0 i32.extend8_s))',
  'saturating conversion': '(module (func (param f32) (result i32) local.get 0 i32.trunc_sat_f32_s))',
  'bulk memory': '(module (memory 1) (func i32.const 0 i32.const 0 i32.const 0 memory.fill))',
  'a reference': '(module (func (param externref)))',
  'two results': '(module (func (result i32 i32) i32.const 0 i32.const 0))',
  'an exported mutable global': '(module (global (export "g") (mut i32) i32.const 0))',
  'an imported mutable global': '(module (import "a" "g" (global (mut i32))))',
};

for (const [what, text] of Object.entries(NEWER)) {
  test(`the validators refuse ${what}`, () => {
    const bytes = assembled(text);
    assert.ok(WebAssembly.validate(bytes), 'expected a module that current engines accept');
    assert.ok(refusal(bytes));
  });
}

test('the validators read a module at any offset of a buffer', () => {
  const [plain, newer] = [assembled('(module)'), assembled(NEWER['bulk memory'])].map((bytes) => Uint8Array.of(0, 0, ...bytes, 0, 0).subarray(2, -2));
  assert.equal(refusal(plain), undefined);
  assert.match(refusal(newer) ?? '', /opcode: 0xfc 0xb/);
});

test('the validators refuse the padded table index of the reference types, and accept the plain one', () => {
  // A function that calls the first element of a table. The index of the table comes before the end (0b).
  const sections = ['0061736d01000000', '010401600000', '03020100', '040401700000'];
  /** @param {string} code */
  const calling = (code) => Uint8Array.from(Buffer.from([...sections, code].join(''), 'hex'));
  const plain = calling('0a0901070041001100' + '00' + '0b');
  const padded = calling('0a0d010b0041001100' + '8080808000' + '0b');
  assert.ok(WebAssembly.validate(plain) && WebAssembly.validate(padded), 'expected a module that current engines accept');
  assert.equal(refusal(plain), undefined);
  assert.ok(refusal(padded));
});

// Uses import.meta, which needs Chromium 64 or iOS 11. It may use nothing else that is newer.
const USES_IMPORT_META = 'slim.js';

/** @param {string} name */
function parsed(name) {
  const sourceType = isModule(name) ? 'module' : 'script';
  const meta = read(name).match(/\bimport\.meta\b/g) ?? [];
  assert.equal(meta.length, name === USES_IMPORT_META ? 1 : 0);
  parse(read(name).replace('import.meta', 'importMeta'), { ecmaVersion: 2017, sourceType });
}

/** @param {string} name */
const isModule = (name) => name.endsWith('.js') && !name.endsWith('.iife.js') && !name.startsWith('mini-program/');

for (const name of scripts) test(`${name} parses as ES2017`, () => parsed(name));

const NEWER_SYNTAX = ['a?.b', 'a ?? b', '({ ...a })', 'class A { b = 1 }', 'try {} catch {}', 'async function* a() {}', '/(?<=a)b/', '/\\p{L}/u', '1n'];

for (const text of NEWER_SYNTAX) {
  test(`the parser refuses ${text}`, () => {
    parse(text, { ecmaVersion: 'latest' });
    assert.throws(() => parse(text, { ecmaVersion: 2017 }), SyntaxError);
  });
}

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox?.close());

const MEMBER = { memberId: 'K1H93QDKI00B7' };
const config = (headers = {}) => ({ baseUrl: `${sandbox.url}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY }, headers });

/** @type {Record<string, (realm: ReturnType<typeof realmOf2017>) => any>} Loads each file as its hosts do, and returns its exports. */
const LOADED = {
  'houcaller-coupons.iife.js': (realm) => {
    runInContext(read('houcaller-coupons.iife.js'), realm);
    return runInContext('HouCallerCoupons', realm);
  },
  'index.cjs': (realm) => {
    const module = { exports: {} };
    runInContext(`(function (module, exports) { ${read('index.cjs')}\n})`, realm)(module, module.exports);
    return module.exports;
  },
};

test('the realm has no newer features', () => {
  const globals = ['globalThis', 'BigInt', 'FinalizationRegistry', 'AbortController', 'queueMicrotask', 'structuredClone'];
  const statics = ['Object.fromEntries', 'Symbol.asyncIterator', 'Promise.allSettled', 'WebAssembly.instantiateStreaming'];
  const methods = ['[].at', '[].flat', '"".matchAll', 'new Uint8Array(1).at', '[].values().map', 'Promise.prototype.finally'];
  // Some versions of Node lack these anyway.
  const newest = ['Iterator', 'Temporal', 'Promise.try', 'Array.fromAsync', 'Uint8Array.fromBase64', 'new Set().union', 'new Map().getOrInsert'];
  const realm = realmOf2017();
  for (const name of [...globals, ...statics, ...methods, ...newest]) assert.equal(runInContext(`typeof ${name}`, realm), 'undefined', name);
  for (const name of ['Object.entries', '[].includes', '"".padStart', 'WebAssembly.instantiate']) {
    assert.equal(runInContext(`typeof ${name}`, realm), 'function', name);
  }
  assert.throws(() => runInContext('new WebAssembly.Module(new Uint8Array(5000))', realm), { name: 'RangeError' });
});

for (const [name, load] of Object.entries(LOADED)) {
  test(`in a realm of 2017, ${name} supports every function`, async () => {
    const coupons = load(realmOf2017());
    await coupons.init();
    // Computed by the JDK.
    const digits = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';
    assert.equal(coupons.encryptParam(MEMBER, { key: '12345678' }), digits);
    assert.equal(coupons.decryptParam(digits, { key: '12345678' }), JSON.stringify(MEMBER));
    // Text outside of ASCII needs the host's encoder.
    assert.equal(coupons.decryptParam(coupons.encryptParam('"豪客来🐂"', { key: '12345678' }), { key: '12345678' }), '"豪客来🐂"');
    assert.equal(coupons.identifyCipher('12345678', [{ plaintext: JSON.stringify(MEMBER), param: digits }])[0].mode, 'ECB');
    assert.ok(coupons.isCouponCode('7270000006699'));

    const listed = await coupons.listCoupons(MEMBER, config());
    assert.equal(JSON.stringify(listed), JSON.stringify(published.data.list));
    assert.equal(coupons.usability(listed[0], new Date('2020-02-01T04:00:00Z')).reason, 'usable');

    const results = new coupons.CouponClient(config()).listCouponsOfMembers([MEMBER, {}, MEMBER], { concurrency: 2 });
    const found = [];
    // `for await` is newer than 2017. This is its compiled form.
    for (let { done, value } = await results.next(); !done; { done, value } = await results.next()) found.push(value.error?.kind ?? value.coupons.length);
    assert.deepEqual(found.sort(), [8, 'input']);
  });

  // Up to Chromium 62 the old buffer is not detached, so its length does not show that the memory has grown.
  test(`${name} notices that its memory has grown even if the old buffer is not detached`, async () => {
    const realm = realmOf2017();
    runInContext(`(${neverOfLengthZero})()`, realm);
    const coupons = load(realm);
    await coupons.init();
    const text = JSON.stringify('豪客来'.repeat(100_000));
    assert.equal(coupons.decryptParam(coupons.encryptParam(text, { key: '12345678' }), { key: '12345678' }), text);
  });

  test(`in a realm of 2017, ${name} reports failures as elsewhere`, async () => {
    const { CouponError, init, listCoupons } = load(realmOf2017());
    await assert.rejects(init(new Uint8Array([1, 2, 3])), { name: 'CouponError', kind: 'config' });
    /** @type {Array<[string, string]>} */
    const faults = [
      ['status=503', 'http'],
      ['reset', 'network'],
      ['html', 'decode'],
      ['invalid-utf8', 'decode'],
    ];
    for (const [fault, kind] of faults) {
      const error = await listCoupons(MEMBER, { ...config({ 'x-sandbox-fault': fault }), retry: 0 }).catch((/** @type {unknown} */ error) => error);
      assert.ok(error instanceof CouponError, fault);
      assert.equal(error.kind, kind);
    }
    const silent = () => new Promise(() => undefined);
    await assert.rejects(listCoupons(MEMBER, { ...config(), fetch: silent, timeoutMs: 5, retry: 0 }), { name: 'CouponError', kind: 'timeout' });
  });
}

/** Runs inside a realm: an array with a detached buffer then has no `byteLength` of 0, as in these old engines. */
function neverOfLengthZero() {
  const arrays = Object.getPrototypeOf(Uint8Array.prototype);
  const { get } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(arrays, 'byteLength'));
  Object.defineProperty(arrays, 'byteLength', {
    configurable: true,
    get() {
      return get?.call(this) || 65_536;
    },
  });
}
