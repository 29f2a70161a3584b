// @ts-check
// The sessions of the Node gateway and what its store knows of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sessions } from '../../../examples/node-gateway/src/sessions.js';

const ISSUER = 'coupons-gateway';

test('the hash of an account’s id, which the store has, is not the signature of a token', async () => {
  /** @type {string[]} */
  const stored = [];
  const ended = {
    begin: async (/** @type {string} */ _id, /** @type {string} */ account) => void stored.push(account),
    add: async () => {},
    has: async () => false,
  };
  const sessions = new Sessions({ secret: 'a secret of the tests, 32 characters', seconds: 60, ended });
  const of = (/** @type {string} */ cookie) => sessions.of(new Request('http://gateway.invalid/session', { headers: { cookie } }));

  const part = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = { role: 'admin', sub: 'admin', iss: ISSUER, aud: ISSUER, jti: 'chosen', iat: seconds, exp: seconds + 60 };
  const unsigned = `${part({ alg: 'HS256' })}.${part(claims)}`;
  const cookie = await sessions.begin({ id: unsigned, role: 'member', memberId: 'K1H93QDKI00B7' });
  assert.equal((await of(cookie)).account.role, 'member');
  for (const hash of stored) await assert.rejects(of(`__Host-session=${unsigned}.${Buffer.from(hash, 'hex').toString('base64url')}`));
  assert.equal(stored.length, 1);
});

test('an ended session is remembered for five minutes longer than its token is valid, because clocks of instances differ', async () => {
  /** @type {number[]} */
  const remembered = [];
  const ended = {
    begin: async () => undefined,
    add: async (/** @type {string} */ _id, /** @type {number} */ seconds) => void remembered.push(seconds),
    has: async () => false,
  };
  const sessions = new Sessions({ secret: 'a secret of the tests, 32 characters', seconds: 60, ended });
  const cookie = await sessions.begin({ id: 'a', role: 'member', memberId: 'K1H93QDKI00B7' });
  await sessions.end(new Request('http://gateway.invalid/session', { method: 'DELETE', headers: { cookie } }));
  assert.equal(remembered.length, 1);
  assert.ok(remembered.every((seconds) => seconds >= 60 + 300 - 1));
});
