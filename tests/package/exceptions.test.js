// @ts-check
// An exception that unwinds through the module leaks a piece of its stack, which would make the module unusable after many calls.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CouponClient, encryptParam } from 'houcaller-coupons';
import { dist } from '../support/packed.js';

const cipher = { key: '12345678' };
const client = new CouponClient({ baseUrl: 'http://crm.invalid/v1', channel: 'hkl-test', cipher });
const ENOUGH = 10_000;

test('bytes whose buffer was transferred are refused every time', () => {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  const refused = { name: 'CouponError', kind: 'input', message: 'param: reading it threw an exception' };
  for (let time = 0; time < ENOUGH; time += 1) {
    assert.throws(() => encryptParam(bytes, cipher), refused);
    assert.throws(() => client.encryptParam(bytes), refused);
  }
  assert.equal(encryptParam(new Uint8Array(0), cipher), encryptParam('', cipher));
  assert.equal(client.encryptParam(Buffer.from('{}')), encryptParam('{}', cipher));
});

test('an object that pretends to be a Uint8Array is refused', () => {
  const view = Object.defineProperty(new DataView(new ArrayBuffer(3)), Symbol.toStringTag, { value: 'Uint8Array' });
  assert.throws(() => encryptParam(view, cipher), { name: 'CouponError', kind: 'input' });
});

test('a length getter of a subclass of Uint8Array is ignored', () => {
  const bytes = [123, 125, 32];
  class Throws extends Uint8Array {
    /** @returns {number} */
    get length() {
      throw new Error('mine');
    }
  }
  class Lies extends Uint8Array {
    get length() {
      return 500;
    }
  }
  const expected = encryptParam(Uint8Array.from(bytes), cipher);
  for (const Class of [Throws, Lies]) {
    const given = new Class(new Uint8Array(bytes).buffer);
    for (let time = 0; time < ENOUGH; time += 1) assert.equal(encryptParam(given, cipher), expected);
  }
});

test('texts are encoded and decoded after the host loses its text codecs, and after it gets them back', (t) => {
  const { TextDecoder, TextEncoder } = globalThis;
  t.after(() => Object.assign(globalThis, { TextDecoder, TextEncoder }));
  const param = encryptParam('{"豪":1}', cipher);
  for (const codecs of [
    { TextDecoder: undefined, TextEncoder: undefined },
    { TextDecoder, TextEncoder },
  ]) {
    Object.assign(globalThis, codecs);
    for (let time = 0; time < ENOUGH; time += 1) {
      assert.equal(encryptParam('{"豪":1}', cipher), param);
      assert.equal(client.encryptParam('{"豪":1}'), param);
      assert.equal(client.decryptParam(param), '{"豪":1}');
    }
  }
});

test('hooks, clock and fetch get only their documented arguments', async () => {
  /** @type {unknown[][]} */
  const given = [];
  const hook = (/** @type {unknown[]} */ ...all) => void given.push(all);
  const answer = async (/** @type {unknown[]} */ ...all) => {
    given.push(all);
    return Response.json({ code: 0, data: { list: [] } });
  };
  const now = (/** @type {unknown[]} */ ...all) => {
    given.push(all);
    return 5;
  };
  const observed = new CouponClient({
    baseUrl: 'http://crm.invalid/v1',
    channel: 'hkl-test',
    cipher,
    now,
    fetch: /** @type {any} */ (answer),
    onRequest: hook,
    onResponse: hook,
  });
  await observed.listCoupons({ memberId: 'K1H93QDKI00B7' });
  assert.deepEqual(
    given.map(({ length }) => length),
    [0, 1, 2, 1],
  );
});

test('redacting a long message with many sent values is fast', async () => {
  const ids = Array.from({ length: 2_000 }, (_, place) => `secret-number-${place}`);
  // The error contains the first 500 characters.
  const msg = `words of the CRM ${ids.join(' ')} ${'words of the CRM '.repeat(20_000)}`;
  const refusing = new CouponClient({ baseUrl: 'http://crm.invalid/v1', channel: 'hkl-test', cipher, fetch: async () => Response.json({ code: 1, msg }) });
  const began = performance.now();
  const error = await refusing.call('anyEndpoint', { ids }).catch((/** @type {unknown} */ thrown) => thrown);
  assert.ok(performance.now() - began < 2_000);
  assert.ok(error instanceof Error && error.message.includes('words of the CRM') && !/secret-number/.test(error.message));
});

test('no entry calls the imports that may throw through a closure, which is slower', () => {
  const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => /\.c?js$/.test(name));
  const slow = /try\s*\{\s*return [\w$]+\.apply\(this,\s*[\w$]+\)/;
  assert.match('try{return f.apply(this,a)}catch(e){}', slow);
  assert.deepEqual(
    scripts.filter((name) => slow.test(readFileSync(join(dist, name), 'utf8'))),
    [],
  );
});
