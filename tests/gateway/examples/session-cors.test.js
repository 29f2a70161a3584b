// @ts-check
// Pages of other, listed origins log in and out at the examples, as browsers let them by the fetch standard: a preflight that
// allows the method and the header, and answers that allow the origin and credentials.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logOut, preflight } from '../../../examples/cloudflare-worker/src/session.js';
import { createApp } from '../../../examples/node-gateway/src/app.js';
import { endedInMemory } from '../../../examples/node-gateway/src/ended-sessions.js';
import { Sessions } from '../../../examples/node-gateway/src/sessions.js';

const PAGES = ['https://desk.shop.example', 'capacitor://localhost'];
const UNLISTED = 'https://evil.example';
const URL = 'https://api.shop.example/session';

const sessions = new Sessions({ secret: 'a secret of the tests, 32 characters', seconds: 60, ended: endedInMemory() });
/** @type {import('../../../examples/node-gateway/src/sessions.js').LogIn} */
const logIn = async (body) => (Object(body).password === 'right' ? { id: 'a', role: 'member', memberId: 'SANDBOXMEMBER' } : null);
const app = createApp({ gateway: async () => new Response(), sessions, logIn, origins: PAGES });

/** @type {Record<string, (method: string, headers: Record<string, string>, body?: string) => Promise<Response>>} */
const examples = {
  Node: async (method, headers, body) => app.request(URL, { method, headers, body }),
  Worker: async (method, headers) => (method === 'OPTIONS' ? preflight : logOut)(new Request(URL, { method, headers }), PAGES),
};

/** @param {string} origin */
const pageHeaders = (origin) => ({ origin, 'sec-fetch-site': origin === PAGES[0] ? 'same-site' : 'cross-site' });

/** Checks what a browser requires before a page may read the answer. @param {Response} response @param {string} origin */
function checkReadable({ headers }, origin) {
  assert.equal(headers.get('access-control-allow-origin'), origin);
  assert.equal(headers.get('access-control-allow-credentials'), 'true');
  assert.match(headers.get('vary') ?? '', /\borigin\b/i);
  assert.equal(headers.get('cache-control'), 'no-store');
}

for (const [example, methods] of Object.entries({ Node: ['POST', 'DELETE'], Worker: ['DELETE'] })) {
  for (const origin of PAGES) {
    for (const method of methods) {
      test(`${example}: the preflight of a ${method} from ${origin} is answered`, async () => {
        const asked = { 'access-control-request-method': method, ...(method === 'POST' && { 'access-control-request-headers': 'content-type' }) };
        const response = await examples[example]('OPTIONS', { ...pageHeaders(origin), ...asked });
        assert.equal(response.status, 204);
        assert.equal(response.headers.get('access-control-allow-origin'), origin);
        assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
        assert.match(response.headers.get('vary') ?? '', /\borigin\b/i);
        assert.ok(response.headers.get('access-control-allow-methods')?.split(',').includes(method));
        if (method === 'POST') assert.equal(response.headers.get('access-control-allow-headers'), 'content-type');
      });
    }

    test(`${example}: a page of ${origin} can log out and read the answer`, async () => {
      const response = await examples[example]('DELETE', pageHeaders(origin));
      assert.equal(response.status, 204);
      assert.match(response.headers.get('set-cookie') ?? '', /Max-Age=0/);
      checkReadable(response, origin);
    });
  }

  test(`${example}: a page of an origin that is not listed gets neither a preflight nor CORS headers`, async () => {
    for (const method of ['OPTIONS', 'DELETE']) {
      const response = await examples[example](method, { ...pageHeaders(UNLISTED), 'access-control-request-method': 'DELETE' });
      assert.equal(response.status, 403);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      assert.equal(response.headers.get('set-cookie'), null);
    }
  });
}

test('Node: a page of a listed origin can read its log-in, a failure of it, and who is logged in', async () => {
  for (const origin of PAGES) {
    const headers = pageHeaders(origin);
    const json = { ...headers, 'content-type': 'application/json' };
    const [response, failed] = await Promise.all(['right', 'wrong'].map((password) => examples.Node('POST', json, JSON.stringify({ password }))));
    assert.deepEqual([response?.status, failed?.status], [200, 401]);
    const cookie = response?.headers.get('set-cookie')?.split(';')[0] ?? '';
    for (const answer of [response, failed, await examples.Node('GET', headers), await examples.Node('GET', { ...headers, cookie })]) {
      checkReadable(/** @type {Response} */ (answer), origin);
    }
  }
  const nobody = await examples.Node('GET', pageHeaders(UNLISTED));
  assert.deepEqual([nobody.status, nobody.headers.get('access-control-allow-origin')], [401, null]);
});
