// @ts-check
// The mini-program entry in a realm that has only the globals of WeChat.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { parse } from 'acorn';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { openFixtures } from './fixtures.js';
import { myRequest } from '../../support/mini-program/request-hosts.js';
import { pathWebAssembly } from '../../support/mini-program/wasm-host.js';

const PUBLISHED_MEMBER = 'K1H93QDKI00B7';
// The param of the published member under the key, printed by the JDK.
const KEY = '12345678';
const DIGITS = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';

const fixtures = openFixtures();

const config = () => ({ baseUrl: `${fixtures.sandbox.url}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } });
/** A copy with the prototypes of this realm, which `deepEqual` compares. @param {unknown} value */
const plain = (value) => JSON.parse(JSON.stringify(value));
const shipped = (/** @type {string} */ name) => join(fixtures.codePackage.folder, 'miniprogram_npm', 'houcaller-coupons', name);

test('the realm has no web API, and cannot evaluate code from strings', () => {
  const { run } = fixtures.codePackage.start();
  const web = ['fetch', 'URL', 'Headers', 'Response', 'AbortController', 'TextEncoder', 'TextDecoder', 'WebAssembly', 'crypto', 'atob', 'performance'];
  for (const name of [...web, 'structuredClone', 'location', 'document', 'window', 'process', 'Buffer', 'globalThis']) {
    assert.equal(run(`typeof ${name}`), 'undefined', name);
  }
  assert.throws(() => run('new Function("return 1")'), { name: 'EvalError' });
});

test('the folder has the module compressed and uncompressed, and code that parses as an ES2017 script', async () => {
  const code = await readFile(shipped('index.js'), 'utf8');
  parse(code, { ecmaVersion: 2017, sourceType: 'script' });
  for (const file of ['index.js', 'engine.js'])
    parse(await readFile(join(fixtures.codePackage.folder, 'no-wasm', file), 'utf8'), { ecmaVersion: 2017, sourceType: 'script' });
  const wasm = await readFile(shipped('houcaller_coupons_bg.wasm'));
  assert.ok(WebAssembly.validate(wasm));
  assert.deepEqual(brotliDecompressSync(await readFile(shipped('houcaller_coupons_bg.wasm.br'))), wasm);
});

for (const path of [undefined, '/miniprogram_npm/houcaller-coupons/houcaller_coupons_bg.wasm']) {
  for (const resolvesTo of /** @type {const} */ (['instance', 'result'])) {
    test(`encrypts to the right digits, ${path ? 'given a path' : 'by the default path'}, where the host resolves to the ${resolvesTo}`, async () => {
      const WXWebAssembly = pathWebAssembly(fixtures.codePackage.folder, resolvesTo);
      const { encryptParam, decryptParam, identifyCipher, init, isCouponCode } = fixtures.codePackage.start({ WXWebAssembly }).entry();
      await init(path);
      assert.equal(encryptParam({ memberId: PUBLISHED_MEMBER }, { key: KEY }), DIGITS);
      assert.equal(decryptParam(DIGITS, { key: KEY }), JSON.stringify({ memberId: PUBLISHED_MEMBER }));
      const plaintext = JSON.stringify({ memberId: PUBLISHED_MEMBER });
      assert.equal(identifyCipher(KEY, [{ plaintext, param: DIGITS }])[0]?.mode, 'ECB');
      assert.equal(isCouponCode('7270000006699'), true);
    });
  }
}

for (const [name, resolvesTo] of /** @type {const} */ ([
  ['TTWebAssembly', 'result'],
  ['MYWebAssembly', 'instance'],
])) {
  test(`encrypts to the right digits where ${name} is the only WebAssembly`, async () => {
    const { entry, run } = fixtures.codePackage.start({ WXWebAssembly: undefined, [name]: pathWebAssembly(fixtures.codePackage.folder, resolvesTo) });
    assert.deepEqual(
      ['WXWebAssembly', 'TTWebAssembly', 'MYWebAssembly'].filter((known) => run(`typeof ${known}`) !== 'undefined'),
      [name],
    );
    const { encryptParam, init } = entry();
    await init();
    assert.equal(encryptParam({ memberId: PUBLISHED_MEMBER }, { key: KEY }), DIGITS);
  });
}

test('text in Chinese, with emoji and with a byte order mark is encrypted and decrypted unchanged', async () => {
  const { encryptParam, decryptParam, init } = fixtures.codePackage.start().entry();
  await init();
  for (const text of ['会员🥩', '\ufeff𠮷', 'é'.repeat(20_000)]) {
    const param = encryptParam(JSON.stringify(text), { key: KEY });
    assert.equal(decryptParam(param, { key: KEY }), JSON.stringify(text));
  }
});

test('lists the published coupons without init, and judges them', async () => {
  const { listCoupons, usability } = fixtures.codePackage.start().entry();
  const coupons = await listCoupons({ memberId: PUBLISHED_MEMBER }, config());
  assert.deepEqual(plain(coupons), published.data.list);
  assert.equal(usability(coupons[0], new Date('2020-02-01T12:00:00+08:00')).reason, 'usable');
});

test('lists ten thousand coupons, and names with rare characters and emoji', async () => {
  const { CouponClient, init } = fixtures.codePackage.start().entry();
  await init();
  const client = new CouponClient(config());
  assert.equal((await client.listCoupons({ memberId: 'SANDBOX010000' })).length, 10_000);
  const names = (await client.listCoupons({ memberId: 'SANDBOXEMOJI0' })).map(({ cpnName }) => cpnName);
  assert.ok(names.includes('🥩牛排节🔥满100减30') && names.includes('生僻字𠮷野家𰻝𰻝面券'));
});

test('lists the coupons of many members', async () => {
  const { CouponClient, init } = fixtures.codePackage.start().entry();
  await init();
  const results = [];
  const queries = ['SANDBOXSTATUS', 'SANDBOXNONE00', 'SANDBOXNOBODY', 'SANDBOXSTATUS'].map((memberId) => ({ memberId }));
  for await (const { query, coupons, error } of new CouponClient(config()).listCouponsOfMembers(queries)) {
    results.push([query.memberId, coupons ? coupons.length > 0 : error?.kind]);
  }
  assert.deepEqual(results.sort(), [
    ['SANDBOXNOBODY', 'api'],
    ['SANDBOXNONE00', false],
    ['SANDBOXSTATUS', true],
  ]);
});

test('a synchronous function before init throws a config error', () => {
  const { encryptParam } = fixtures.codePackage.start().entry();
  assert.throws(() => encryptParam('{}', { key: KEY }), { name: 'CouponError', kind: 'config', message: /^init: / });
});

test('without WXWebAssembly, the error of init names the base library that has it', async () => {
  const { init, listCoupons } = fixtures.codePackage.start({ WXWebAssembly: undefined }).entry();
  const wanted = { name: 'CouponError', kind: 'config', message: /^init: .*WXWebAssembly.* 2\.13/, retryable: false };
  await assert.rejects(init(), wanted);
  await assert.rejects(listCoupons({ memberId: PUBLISHED_MEMBER }, config()), wanted);
});

for (const [host, name] of [
  ['my', 'MYWebAssembly'],
  ['tt', 'TTWebAssembly'],
]) {
  test(`without ${name}, the error of init names the entry without WebAssembly, and no other host`, async () => {
    const { init } = fixtures.codePackage.start({ wx: undefined, WXWebAssembly: undefined, [host ?? '']: {} }).entry();
    const message = `init: this host has no ${name}; use 'houcaller-coupons/mini-program/no-wasm' instead`;
    await assert.rejects(init(), { name: 'CouponError', kind: 'config', message, retryable: false });
  });
}

test('in a mini-program, the error of the main entry names the mini-program entry', async () => {
  const { init, listCoupons } = fixtures.codePackage.start().require('main-entry/index.js');
  const wanted = {
    name: 'CouponError',
    kind: 'config',
    message: "init: this host has no WebAssembly; use 'houcaller-coupons/mini-program' instead",
    retryable: false,
  };
  await assert.rejects(init(), wanted);
  await assert.rejects(listCoupons({ memberId: PUBLISHED_MEMBER }, config()), wanted);
});

test('on a web page, the error of the mini-program entry names the main entry', async () => {
  const { init } = fixtures.codePackage.start({ wx: undefined, WXWebAssembly: undefined, window: { fetch } }).entry();
  const wanted = { name: 'CouponError', kind: 'config', message: "init: this is a web page; use 'houcaller-coupons' instead", retryable: false };
  await assert.rejects(init(), wanted);
});

test('the entry without WebAssembly gives the same results, and works without init', async () => {
  const { entry } = fixtures.codePackage.startWithoutWasm({ my: { request: myRequest() } });
  const { CouponClient, encryptParam, decryptParam, init, isCouponCode, usability } = entry();
  assert.equal(encryptParam({ memberId: PUBLISHED_MEMBER }, { key: KEY }), DIGITS);
  const text = '会员🥩'.repeat(50_000);
  assert.equal(decryptParam(encryptParam(text, { key: KEY }), { key: KEY }), text);
  assert.equal(isCouponCode('7270000006699'), true);
  const coupons = await new CouponClient(config()).listCoupons({ memberId: PUBLISHED_MEMBER });
  assert.deepEqual(plain(coupons), published.data.list);
  assert.equal(usability(coupons[0], new Date('2020-02-01T12:00:00+08:00')).reason, 'usable');
  await init();
});

test("the error for a wrong path quotes the host's message, and init can be called again", async () => {
  const { encryptParam, init } = fixtures.codePackage.start().entry();
  for (const path of ['/static/nothing.wasm.br', '/app.json']) {
    await assert.rejects(init(path), { name: 'CouponError', kind: 'config', message: /^init: .*WXWebAssembly\.instantiate/, retryable: true });
  }
  await Promise.all([init(), init()]);
  assert.equal(encryptParam({ memberId: PUBLISHED_MEMBER }, { key: KEY }), DIGITS);
});

for (const [what, thrown] of /** @type {const} */ ([
  ['an object', { errMsg: 'out of memory' }],
  ['a string', 'out of memory'],
])) {
  test(`if the host rejects with ${what}, the error quotes it`, async () => {
    const WXWebAssembly = { instantiate: () => Promise.reject(thrown) };
    await assert.rejects(fixtures.codePackage.start({ WXWebAssembly }).entry().init(), { kind: 'config', message: /: out of memory$/ });
  });
}

test('warns once about the key in the mini-program, unless dangerouslyAllowBrowser is set', async () => {
  const { entry, warnings } = fixtures.codePackage.start();
  const { CouponClient, init } = entry();
  await init();
  new CouponClient({ ...config(), dangerouslyAllowBrowser: true });
  assert.deepEqual(warnings, []);
  new CouponClient(config());
  new CouponClient(config());
  assert.equal(warnings.length, 1);
  assert.ok(!warnings.join().includes(SANDBOX_KEY));
});

test('an invalid address is refused, as in a browser', async () => {
  const { CouponClient, init } = fixtures.codePackage.start().entry();
  await init();
  /** @type {[string, string][]} */
  const wrong = [
    ['/htest/openapi/v1', 'an invalid one'],
    ['crm.example.com', 'an invalid one'],
    ['http://', 'an invalid one'],
    ['http://two words/', 'an invalid one'],
    ['ftp://crm.example.com', 'another scheme'],
    ['wss://crm.example.com', 'another scheme'],
    ['https://user:word@crm.example.com/', 'one with them'],
    ['https://user@crm.example.com/', 'one with them'],
    // Everything before the last `@` is the user, as in the URL Standard.
    ['https://a@b@crm.example.com/', 'one with them'],
    ['https://@b@crm.example.com/', 'one with them'],
  ];
  for (const [baseUrl, found] of wrong) {
    assert.throws(() => new CouponClient({ ...config(), baseUrl }), { kind: 'config', message: new RegExp(`^baseUrl: expected .*, found ${found}$`) }, baseUrl);
  }
  for (const baseUrl of ['https://crm.example.com', 'HTTP://127.0.0.1:8080/a', 'http://[::1]:1/', 'https://优惠.example/v1;a=b@c']) {
    new CouponClient({ ...config(), baseUrl });
  }
});

test("an http address is accepted despite a framework's https location", async () => {
  // Taro defines this location in a mini-program.
  const { CouponClient, init } = fixtures.codePackage.start({ location: { protocol: 'https:', href: 'https://taro.com' } }).entry();
  await init();
  new CouponClient({ ...config(), baseUrl: 'http://192.168.1.5:8787' });
});

test('wx.request is looked up at each call, and without one the error names fetch and is not retried', async () => {
  const { entry, run } = fixtures.codePackage.start();
  const { listCoupons, requestFetch } = entry();
  for (const wx of ['undefined', 'null', '{}']) {
    run(`wx = ${wx}`);
    const wanted = { kind: 'config', message: /^fetch: expected a function/, attempts: 0, retryable: false };
    await assert.rejects(listCoupons({ memberId: PUBLISHED_MEMBER }, config()), wanted);
  }
  assert.throws(() => requestFetch(/** @type {any} */ (undefined)), { kind: 'config', message: 'request: expected a function, found undefined' });
});

for (const wx of [{}, null]) {
  test(`a wx that is ${wx ? 'an object without request' : 'null'} does not hide the request of Alipay, which gets no responseType`, async () => {
    const { listCoupons } = fixtures.codePackage.start({ wx, my: { request: myRequest() } }).entry();
    assert.deepEqual(plain(await listCoupons({ memberId: PUBLISHED_MEMBER }, config())), published.data.list);
  });
}

test('init refuses anything but a path and an engine, and the entry without WebAssembly ignores a path', async () => {
  const { init } = fixtures.codePackage.start().entry();
  for (const [given, found] of /** @type {[any, string][]} */ ([
    [new Uint8Array(3), 'another object'],
    [7, 'a number'],
  ]))
    await assert.rejects(init(given), { kind: 'config', message: `init: expected a path in the code package or an engine, found ${found}` });
  const realm = fixtures.codePackage.start({ wx: { request: () => assert.fail('a request was sent') }, WXWebAssembly: undefined });
  const withoutWasm = realm.require('no-wasm/index.js');
  await withoutWasm.init('/static/houcaller_coupons_bg.wasm.br');
  assert.equal(withoutWasm.encryptParam({ memberId: PUBLISHED_MEMBER }, { key: KEY }), DIGITS);
});

test('init accepts the engine of the entry without WebAssembly, on a host that has none', async () => {
  const realm = fixtures.codePackage.start({ WXWebAssembly: undefined });
  const { encryptParam, init } = realm.entry();
  await init(realm.require('no-wasm/index.js').engine);
  assert.equal(encryptParam({ memberId: PUBLISHED_MEMBER }, { key: KEY }), DIGITS);
});

test('loading the entry uses no API of the host and starts no timer', () => {
  const touched = () => assert.fail('an API of the host was used');
  const { entry, timers } = fixtures.codePackage.start({ wx: new Proxy({}, { get: touched }), WXWebAssembly: new Proxy({}, { get: touched }) });
  assert.equal(typeof entry().listCoupons, 'function');
  assert.equal(timers(), 0);
});
