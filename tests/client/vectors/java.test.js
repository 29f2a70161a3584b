// @ts-check
// Compares the package in Node with every row that javax.crypto computed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import init, { CouponError, decryptParam, encryptParam } from 'houcaller-coupons';
import { plaintext, rows } from '../../support/vectors/rows.js';

before(() => init());

test('every row encrypts as in Java and decrypts back, and throws where Java throws', () => {
  const all = rows('java.jsonl');
  assert.ok(all.length >= 2_000);
  for (const row of all) {
    const text = plaintext(row);
    if (row.error) {
      assert.throws(() => encryptParam(text, row.cipher), CouponError, JSON.stringify(row));
      continue;
    }
    const param = encryptParam(text, row.cipher);
    if (row.expect !== undefined) assert.equal(param, row.expect, JSON.stringify(row));
    else assert.deepEqual(digest(param, row.cipher.output), [row.sha256, row.tail], JSON.stringify(row));
    if (row.base64 !== undefined) continue;
    const expected = typeof text === 'string' ? text : Buffer.from(text).toString();
    assert.equal(decryptParam(param, row.cipher), row.cipher.padding === 'zero' ? expected.replace(/\0+$/, '') : expected);
  }
});

test('every row decrypts as in Java', () => {
  const all = rows('java-decrypt.jsonl');
  assert.ok(all.length >= 300);
  for (const { cipher, param = '', text } of all) {
    if (text === undefined) assert.throws(() => decryptParam(param, cipher), { name: 'CouponError', kind: 'input' });
    else assert.equal(decryptParam(param, cipher), text);
  }
});

/**
 * The SHA-256 and the last 16 bytes of a ciphertext that is too long for a row.
 *
 * @param {string} param
 * @param {string | undefined} output
 */
function digest(param, output) {
  const bytes = Buffer.from(param, output === 'base64' ? 'base64' : 'hex');
  return [createHash('sha256').update(bytes).digest('hex'), bytes.subarray(-16).toString('hex')];
}
