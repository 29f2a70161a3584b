// @ts-check
// The entry for pages whose server holds the key: it has no cipher, and gives the same answers, errors and usability.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { textOf } from '../../scripts/build/inlined-wasm.mjs';
import { refusal } from './first-webassembly.js';
import { watchCompiled } from '../support/compiled.js';
import { dist, root } from '../support/packed.js';

const NAMES = ['CouponClient', 'CouponError', 'CouponStatus', 'default', 'init', 'isCouponCode', 'listCoupons', 'usability'];
const MEMBER = { memberId: 'K1H93QDKI00B7' };
const DIRECT = { baseUrl: 'http://localhost/v1', channel: 'c', cipher: { key: '12345678' } };
const [COUPON] = /** @type {import('houcaller-coupons').Coupon[]} */ (published.data.list);
const require = createRequire(import.meta.url);

const esModule = (/** @type {string} */ file, query = '') => import(pathToFileURL(join(dist, file)).href + query);

/** The module is compiled by `init`. @type {Record<string, () => Promise<any>>} */
const WITH_INIT = {
  'gateway-client.js': () => esModule('gateway-client.js'),
  'gateway-client.cjs': async () => require(join(dist, 'gateway-client.cjs')),
};

/** The module is JavaScript, which the first call of any function starts. @type {Record<string, () => Promise<any>>} */
const WITHOUT_INIT = {
  'gateway-client-no-wasm.js': () => esModule('gateway-client-no-wasm.js'),
  'gateway-client-no-wasm.cjs': async () => require(join(dist, 'gateway-client-no-wasm.cjs')),
};

const ENTRIES = { ...WITH_INIT, ...WITHOUT_INIT };

const GATEWAY = 'http://gateway.invalid/coupons';

let realms = 0;

/** The entry in a state in which nothing was called yet. */
const unloaded = () => esModule('gateway-client.js', `?realm=${(realms += 1)}`);

/** A configuration, and the bodies of the requests that were sent with it. */
function watched() {
  /** @type {unknown[]} */
  const sent = [];
  const fetch = async (/** @type {unknown} */ _url, /** @type {RequestInit} */ { body }) => {
    sent.push(JSON.parse(String(body)));
    return Response.json(published);
  };
  return { sent, config: { gatewayUrl: GATEWAY, fetch } };
}

const module = await readFile(join(root, 'pkg', 'without-cipher', 'houcaller_coupons_bg.wasm'));

for (const [file, load] of Object.entries(WITHOUT_INIT)) {
  test(`${file}: a function can be called without init, and compiles no WebAssembly`, async (t) => {
    const compiled = watchCompiled(t, module);
    const all = await load();
    assert.deepEqual(Object.keys(all).sort(), [...NAMES, 'engine'].sort());
    assert.equal(all.isCouponCode('7270000006699'), true);
    await all.init();
    assert.equal(compiled(), 0);
  });
}

for (const [file, load] of Object.entries(WITH_INIT)) {
  test(`${file}: only init, or a call that sends a request, compiles the module`, async (t) => {
    const all = await load();
    assert.deepEqual(Object.keys(all).sort(), NAMES);
    const { CouponClient, init, usability } = all;
    const compiled = watchCompiled(t, module);
    const { config } = watched();
    assert.throws(() => usability(COUPON), { name: 'CouponError', kind: 'config', message: /^init: / });
    const client = new CouponClient(config);
    assert.equal(compiled(), 0);
    await client.listCoupons(MEMBER);
    await init();
    assert.equal(compiled(), 1);
  });
}

for (const [file, load] of Object.entries(ENTRIES)) {
  test(`${file}: lists coupons and determines their usability`, async () => {
    const { CouponClient, isCouponCode, listCoupons, usability } = await load();
    const { sent, config } = watched();
    const client = new CouponClient(config);
    assert.deepEqual(await client.listCoupons(MEMBER), published.data.list);
    assert.deepEqual(await listCoupons(MEMBER, config), published.data.list);
    assert.deepEqual(sent, [MEMBER, MEMBER]);
    assert.equal(usability(COUPON, new Date('2020-02-01T12:00:00+08:00')).reason, 'usable');
    assert.deepEqual(['7270000006699', '7270000006698'].map(isCouponCode), [true, false]);
    const wrong = { name: 'CouponError', kind: 'config', message: 'cipher: expected a client with a cipher, found a client of a gateway' };
    for (const act of [() => client.encryptParam({}), () => client.decryptParam('00'), () => client.buildEnvelope({})]) assert.throws(act, wrong);
  });

  test(`${file}: the error for a configuration with a key names the right entry, and does not contain the key`, async () => {
    const { CouponClient, listCoupons } = await load();
    const wrong = {
      name: 'CouponError',
      kind: 'config',
      message: "gatewayUrl: expected one, since 'houcaller-coupons/gateway-client' has no cipher; 'houcaller-coupons' has, found none",
    };
    assert.throws(() => new CouponClient(DIRECT), wrong);
    await assert.rejects(listCoupons(MEMBER, DIRECT), wrong);
  });
}

/** The calls that load the module themselves. @type {Record<string, (all: any, config: object, asked: any) => Promise<unknown>>} */
const CALLS = {
  listCoupons: ({ listCoupons }, config, query) => listCoupons(query, config),
  'client.listCoupons': ({ CouponClient }, config, query) => new CouponClient(config).listCoupons(query),
  'client.call': ({ CouponClient }, config, param) => new CouponClient(config).call('listMemberCouponNew', param),
};

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name}: asks for what the object was when it was called, although the module was not loaded then`, async () => {
    const { sent, config } = watched();
    const asked = { memberId: 'A', platformId: 'P' };
    const answer = call(await unloaded(), config, asked);
    asked.memberId = 'B';
    await answer;
    assert.deepEqual(sent, [{ memberId: 'A', platformId: 'P' }]);
  });

  test(`${name}: the error for an invalid object is the same, whether the module is loaded or not`, async () => {
    const loaded = await unloaded();
    await loaded.init();
    const own = new Error('mine');
    const getter = () => {
      throw own;
    };
    const throwing = Object.defineProperty({}, 'memberId', { enumerable: true, get: getter });
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const cyclic = { self: {} };
    cyclic.self = cyclic;
    const asObject = Object.assign(() => undefined, { memberId: 'A' });
    const given = [undefined, null, 'A', 1, [], ['A'], {}, { memberId: 1 }, { memberId: 'A\u200b' }, { memberId: '\ud800' }, { platformId: [] }];
    const objects = [new Map(), new Date(0), throwing, revoked.proxy, cyclic, asObject, { toJSON: () => 'A' }, { toJSON: () => ['A'] }, { toJSON: 1 }];
    for (const asked of [...given, ...objects]) {
      const { sent, config } = watched();
      const outcome = (/** @type {any} */ all) =>
        call(all, config, asked).then(
          () => 'answered',
          (error) => [error.kind, error.message, error.cause === own],
        );
      assert.deepEqual(await outcome(await unloaded()), await outcome(loaded));
      assert.deepEqual(sent[0], sent[1]);
    }
  });
}

test('client.call: a param with the methods of a class is sent as its JSON, although the module was not loaded', async () => {
  class Param {
    toJSON() {
      return { memberId: 'A', more: [1, { deep: null }], __proto__x: 'é' };
    }
  }
  const { sent, config } = watched();
  const { CouponClient } = await unloaded();
  await new CouponClient(config).call('listMemberCouponNew', new Param());
  assert.deepEqual(sent, [new Param().toJSON()]);
});

test('neither its WebAssembly nor its JavaScript contains a part of the cipher', async () => {
  const bytes = module;
  const code = await readFile(join(dist, 'gateway-client.js'), 'utf8');
  assert.ok(code.includes(JSON.stringify(textOf(bytes))), 'this is the module inside');
  assert.equal(refusal(bytes), undefined);
  const ofTheCipher = /sha1prng|zeroFill|pkcs5|keyEncoding|218A7F0EF1F6DE7B/;
  assert.match((await readFile(join(dist, 'houcaller_coupons_bg.wasm'))).toString('latin1'), ofTheCipher);
  assert.doesNotMatch(bytes.toString('latin1'), ofTheCipher);
  assert.doesNotMatch(code, ofTheCipher);
});
