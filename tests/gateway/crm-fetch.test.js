// @ts-check
// `fetch` for the CRM, with Node's own `fetch` and a real server.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { load } from './unit.js';

/** @type {typeof import('../../js/gateway/crm-fetch.ts')} */
const { crmFetch, hasNodeFetch } = await load('crm-fetch.ts');

/** @type {string[]} */
let requests = [];
// The path is the status; 0 breaks the connection.
const server = createServer(({ url = '' }, response) => {
  requests.push(url);
  const status = Number(url.slice(1));
  if (status === 0) response.destroy();
  else response.writeHead(status, { location: '/200' }).end('{}');
});
let address = '';
before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  address = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
});
after(() => void server.close());

/** @param {number} status */
const post = (status) => {
  requests = [];
  return crmFetch(`${address}/${status}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
};

test('a redirect is not followed, and looks as in a browser', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const answer = await post(status);
    assert.deepEqual([answer.status, answer.type, requests], [0, 'opaqueredirect', [`/${status}`]]);
  }
});

test('every other answer and every other failure is that of `fetch`', async () => {
  for (const status of [200, 300, 304, 404, 500]) assert.equal((await post(status)).status, status);
  await assert.rejects(post(0), { name: 'TypeError', message: 'fetch failed' });
  const aborted = crmFetch(address, { signal: AbortSignal.abort(new Error('the caller’s reason')) });
  await assert.rejects(aborted, { message: 'the caller’s reason' });
});

test('Node’s `fetch` need not copy the request', async () => {
  assert.equal(hasNodeFetch, true);
  const { fetch } = globalThis;
  /** @type {RequestInit[]} */
  const given = [];
  globalThis.fetch = async (_url, init = {}) => {
    given.push(init);
    return new Response();
  };
  try {
    await post(200);
  } finally {
    globalThis.fetch = fetch;
  }
  assert.deepEqual(given, [{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', redirect: 'error', window: null }]);
});
