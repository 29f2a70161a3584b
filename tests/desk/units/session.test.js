// @ts-check
// The session: what the desk concludes from the answers of /session, also when the server is out of order.
import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { deskModules } from './desk-modules.js';

const {
  'session/session': { useSession },
} = await deskModules('session/session');

const ADMIN = { account: { role: 'admin' } };
/** @typedef {[status: number, body?: unknown] | 'no answer'} Answer */

/**
 * Answers the requests to /session.
 *
 * @param {Partial<Record<'GET' | 'POST' | 'DELETE', Answer>>} answers by method
 */
function server(answers) {
  mock.method(globalThis, 'fetch', async (/** @type {string} */ path, /** @type {RequestInit} */ { method = 'GET' } = {}) => {
    assert.equal(path, '/session');
    const answer = answers[/** @type {'GET' | 'POST' | 'DELETE'} */ (method)] ?? 'no answer';
    if (answer === 'no answer') throw new TypeError('Failed to fetch');
    const [status, body] = answer;
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  });
}

/** A session of which the given answer was the first. */
async function sessionAfter(/** @type {Answer} */ answer) {
  server({ GET: answer });
  const session = useSession();
  await session.check();
  return session;
}

afterEach(() => mock.restoreAll());

describe('the session after the page is loaded', () => {
  for (const [title, answer, state] of /** @type {const} */ ([
    ['of an account', [200, ADMIN], { phase: 'in', account: { role: 'admin' } }],
    ['of a member', [200, { account: { role: 'member', memberId: 'K1H93QDKI00B7' } }], { phase: 'in', account: { role: 'member', memberId: 'K1H93QDKI00B7' } }],
    // An account without an id may not see what staff see.
    ['of a member without an id', [200, { account: { role: 'member' } }], { phase: 'none' }],
    ['of nobody', [401], { phase: 'out' }],
    ['of a server without sessions', [404], { phase: 'none' }],
    ['of a server that answers every path with a page', [200], { phase: 'none' }],
    ['without an answer', 'no answer', { phase: 'out', why: 'unknown' }],
    ['of a failing server', [500], { phase: 'out', why: 'unknown' }],
    ['of an unavailable server', [503], { phase: 'out', why: 'unknown' }],
    ['of an overloaded server', [429], { phase: 'out', why: 'unknown' }],
  ])) {
    test(`${title} is ${JSON.stringify(state)}`, async () => {
      const session = await sessionAfter(/** @type {Answer} */ (answer));
      assert.deepEqual(session.state.value, state);
    });
  }

  test('is checked again on request', async () => {
    const session = await sessionAfter([503]);
    server({ GET: [200, ADMIN] });
    await session.check();
    assert.deepEqual(session.state.value, { phase: 'in', account: { role: 'admin' } });
  });
});

describe('a log-in', () => {
  test('that succeeds gives the account', async () => {
    const session = await sessionAfter([401]);
    server({ POST: [200, ADMIN] });
    await session.logIn('admin');
    assert.deepEqual(session.state.value, { phase: 'in', account: { role: 'admin' } });
  });

  for (const [title, answer] of /** @type {[string, Answer][]} */ ([
    ['that the server refuses', [401]],
    ['of an unavailable server', [503]],
    ['without an account in the answer', [200, {}]],
    ['that is not answered', 'no answer'],
  ])) {
    test(`${title} fails and changes nothing`, async () => {
      const session = await sessionAfter([401]);
      server({ POST: answer });
      await assert.rejects(session.logIn('admin'));
      assert.deepEqual(session.state.value, { phase: 'out' });
    });
  }
});

describe('a log-out', () => {
  for (const [title, answers, state] of /** @type {const} */ ([
    ['that succeeds', { DELETE: [204], GET: [401] }, { phase: 'out' }],
    ['that does not arrive', { DELETE: 'no answer', GET: 'no answer' }, { phase: 'in', account: { role: 'admin' }, kept: true }],
    ['of an unavailable server', { DELETE: [503], GET: [503] }, { phase: 'in', account: { role: 'admin' }, kept: true }],
    ['of an overloaded server', { DELETE: [429], GET: [429] }, { phase: 'in', account: { role: 'admin' }, kept: true }],
    ['that the server refuses', { DELETE: [403], GET: [200, ADMIN] }, { phase: 'in', account: { role: 'admin' }, kept: true }],
    ['whose answer was lost', { DELETE: 'no answer', GET: [401] }, { phase: 'out' }],
    ['after which the connection is lost', { DELETE: [204], GET: 'no answer' }, { phase: 'out' }],
  ])) {
    test(`${title} leaves ${JSON.stringify(state)}`, async () => {
      const session = await sessionAfter([200, ADMIN]);
      const { account } = session.state.value;
      server(/** @type {Record<string, Answer>} */ (answers));
      await session.logOut();
      assert.deepEqual(session.state.value, state);
      // The desk discards its views when the account is another object.
      if (answers.GET === 'no answer' && state.phase === 'in') assert.equal(session.state.value.account, account);
    });
  }

  test('that failed can be tried again', async () => {
    const session = await sessionAfter([200, ADMIN]);
    server({});
    await session.logOut();
    server({ DELETE: [204], GET: [401] });
    await session.logOut();
    assert.deepEqual(session.state.value, { phase: 'out' });
  });
});
