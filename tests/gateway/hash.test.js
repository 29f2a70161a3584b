// @ts-check
// The hashes of ids, beside Node's own HMAC.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { load } from './parts.js';

/** @type {typeof import('../../js/gateway/hash.ts')} */
const { hashing } = await load('hash.ts');

test('they are two parts of an HMAC-SHA256, whatever was hashed before', () => {
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

test('without a secret each has one of its own', () => {
  const [one, other] = [hashing(undefined), hashing(undefined)];
  assert.deepEqual(one('a'), one('a'));
  assert.notDeepEqual(one('a'), other('a'));
  assert.notEqual(one('a').caller, one('a').member);
});
