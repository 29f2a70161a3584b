// @ts-check
// What the store of the Node gateway knows of a session gives nobody a token.
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
