// @ts-check
// The hashes of ids, compared with Node's HMAC.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { load } from './unit.js';

/** @type {typeof import('../../js/gateway/hash.ts')} */
const { hashing } = await load('hash.ts');

test('the hashes are two parts of an HMAC-SHA256, and do not depend on earlier calls', () => {
  const secret = 'sixteen characters';
  const hash = hashing(secret);
  const texts = [
    '{"memberId":"K1H93QDKI00B7"}',
    '',
    '豪客来',
    'a'.repeat(55),
    'a'.repeat(56),
    'a'.repeat(64),
    'a'.repeat(1_000),
    '{"memberId":"K1H93QDKI00B7"}',
  ];
  for (const text of texts) {
    const hex = createHmac('sha256', secret).update(text).digest('hex');
    assert.deepEqual(hash(text), { caller: hex.slice(0, 16), member: hex.slice(-16) });
  }
});

test('without a key each gateway uses a random one', () => {
  const [one, other] = [hashing(undefined), hashing(undefined)];
  assert.deepEqual(one('a'), one('a'));
  assert.notDeepEqual(one('a'), other('a'));
  assert.notEqual(one('a').caller, one('a').member);
});
