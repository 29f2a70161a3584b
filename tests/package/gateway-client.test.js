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

/** @type {Record<string, () => Promise<any>>} */
const ENTRIES = {
  'gateway-client.js': () => import(pathToFileURL(join(dist, 'gateway-client.js')).href),
  'gateway-client.cjs': async () => require(join(dist, 'gateway-client.cjs')),
};

const module = await readFile(join(root, 'pkg', 'without-cipher', 'houcaller_coupons_bg.wasm'));

for (const [file, load] of Object.entries(ENTRIES)) {
  test(`${file}: lists coupons, which awaits init by itself, and determines their usability`, async (t) => {
    const all = await load();
    assert.deepEqual(Object.keys(all).sort(), NAMES);
    const { CouponClient, init, isCouponCode, listCoupons, usability } = all;
    const compiled = watchCompiled(t, module);
    const config = { gatewayUrl: 'http://gateway.invalid/coupons', fetch: async () => Response.json(published) };
    assert.throws(() => usability(COUPON), { name: 'CouponError', kind: 'config', message: /^init: / });
    const client = new CouponClient(config);
    assert.equal(compiled(), 0);
    assert.deepEqual(await client.listCoupons(MEMBER), published.data.list);
    assert.deepEqual(await listCoupons(MEMBER, config), published.data.list);
    await init();
    assert.equal(compiled(), 1);
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
