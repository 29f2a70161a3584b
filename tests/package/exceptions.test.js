// @ts-check
// An exception that passes through the module's own code takes a piece of its stack with each call, and in the end the module is of no use to anybody.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CouponClient, encryptParam } from 'houcaller-coupons';

const cipher = { key: '12345678' };
const client = new CouponClient({ baseUrl: 'http://crm.invalid/v1', channel: 'hkl-test', cipher });
const ENOUGH = 10_000;

test('bytes whose buffer was transferred are refused, however often', () => {
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

test('what only says that it is a Uint8Array is refused', () => {
  const view = Object.defineProperty(new DataView(new ArrayBuffer(3)), Symbol.toStringTag, { value: 'Uint8Array' });
  assert.throws(() => encryptParam(view, cipher), { name: 'CouponError', kind: 'input' });
});
