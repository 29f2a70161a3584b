// @ts-check
// Which pages may call the gateway, in requests whose `Host` header is another one than the host of the URL, or absent, as
// frameworks pass them on; and the headers of the answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewayOf } from './in-process.js';

const DESK = 'https://desk.example';

/** @param {Partial<import('./in-process.js').Options>} options @param {string} url @param {Record<string, string>} headers @param {string} [method] */
async function answerTo(options, url, headers, method = 'POST') {
  const { gateway } = gatewayOf(options);
  const body = method === 'POST' ? { body: '{"memberId":"K1H93QDKI00B7"}' } : {};
  const request = new Request(`${url}/coupons/listCpnItemByMember`, { method, headers: { 'content-type': 'application/json', ...headers }, ...body });
  const answer = await gateway(request);
  return { status: answer.status, title: method === 'POST' ? (await answer.json()).title : undefined, headers: answer.headers };
}

for (const method of ['POST', 'OPTIONS']) {
  test(`hosts is compared with the Host header of a ${method} request if there is one, because a framework may have replaced the host of the URL`, async () => {
    const options = { hosts: ['localhost'], origins: [DESK] };
    for (const [url, host, allowed] of /** @type {[string, string | undefined, boolean][]} */ ([
      ['http://localhost:3000', 'evil.example', false],
      ['http://localhost:3000', 'localhost.evil.example', false],
      ['http://localhost:3000', 'evil.example/localhost', false],
      ['http://localhost:3000', '', false],
      ['http://localhost:3000', 'localhost:8080', true],
      ['http://10.0.0.7:3000', 'localhost:8080', true],
      ['http://localhost:3000', undefined, true],
      ['http://evil.example', undefined, false],
    ])) {
      const { status } = await answerTo(options, url, { origin: DESK, ...(host !== undefined && { host }) }, method);
      assert.equal(status, !allowed ? 403 : method === 'POST' ? 200 : 204, `${url}, ${host}`);
    }
  });
}

test('a page of the host of the URL may call, with either scheme, if the request has no Host header', async () => {
  for (const [origin, expected] of /** @type {[string, number][]} */ ([
    ['https://shop.example', 200],
    ['http://shop.example', 200],
    ['https://shop.example:8443', 403],
    ['https://evil.example', 403],
    ['null', 403],
  ])) {
    assert.equal((await answerTo({}, 'http://shop.example', { origin })).status, expected, origin);
  }
});

test('a page of the Host header may call if a framework has replaced the host of the URL', async () => {
  for (const [origin, expected] of /** @type {[string, number][]} */ ([
    ['https://shop.example', 200],
    ['https://evil.example', 403],
  ])) {
    assert.equal((await answerTo({}, 'http://10.0.0.7:3000', { origin, host: 'shop.example' })).status, expected, origin);
  }
});

test('a page of a listed origin may read the answer, its Retry-After and its request id', async () => {
  const { status, headers } = await answerTo({ origins: [DESK] }, 'http://shop.example', { origin: DESK });
  assert.equal(status, 200);
  assert.deepEqual(
    ['vary', 'access-control-allow-origin', 'access-control-allow-credentials', 'access-control-expose-headers'].map((name) => headers.get(name)),
    ['origin', DESK, 'true', 'retry-after, x-request-id'],
  );
});

test('a page of a listed origin may also read a refusal', async () => {
  const refused = { origins: [DESK], authorize: () => null };
  const { status, headers } = await answerTo(refused, 'http://shop.example', { origin: DESK });
  assert.equal(status, 403);
  assert.deepEqual(
    ['vary', 'access-control-allow-origin', 'access-control-expose-headers'].map((name) => headers.get(name)),
    ['origin', DESK, 'retry-after, x-request-id'],
  );
});

test('a browser may keep the result of a preflight for ten minutes, and no cache may keep the answer', async () => {
  const { status, headers } = await answerTo({ origins: [DESK] }, 'http://shop.example', { origin: DESK }, 'OPTIONS');
  assert.equal(status, 204);
  const { date: _, 'x-request-id': requestId, ...others } = /** @type {Record<string, string>} */ (Object.fromEntries(headers));
  assert.match(requestId, /^[\da-f-]{36}$/);
  assert.deepEqual(others, {
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-allow-methods': 'POST',
    'access-control-allow-origin': DESK,
    'access-control-expose-headers': 'retry-after, x-request-id',
    'access-control-max-age': '600',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    vary: 'origin',
    'x-content-type-options': 'nosniff',
  });
});

for (const [title, options, method] of /** @type {[string, Partial<import('./in-process.js').Options>, string][]} */ ([
  ['a query of another origin', { origins: [DESK] }, 'POST'],
  ['a preflight of another origin', { origins: [DESK] }, 'OPTIONS'],
  ['a query to another host', { hosts: ['localhost'] }, 'POST'],
])) {
  test(`the refusal of ${title} varies by origin, so that no cache gives it to a page of a listed one`, async () => {
    const { status, headers } = await answerTo(options, 'http://shop.example', { origin: 'https://evil.example' }, method);
    assert.deepEqual([status, headers.get('vary'), headers.get('access-control-allow-origin')], [403, 'origin', null]);
  });
}

test('hosts restricts queries only, because probes and scrapers call the other routes by an address', async () => {
  const { gateway } = gatewayOf({ hosts: ['shop.example'], metrics: () => true });
  for (const [method, route, expected] of /** @type {[string, string, number][]} */ ([
    ['GET', 'healthz', 200],
    ['GET', 'openapi.json', 200],
    ['GET', 'metrics', 200],
    ['POST', 'listCpnItemByMember', 403],
  ])) {
    assert.equal((await gateway(new Request(`http://10.0.0.7/coupons/${route}`, { method }))).status, expected, `${method} ${route}`);
  }
});

test('the answer to a page of the own origin varies by origin, and has no CORS headers', async () => {
  const { status, headers } = await answerTo({ origins: [DESK] }, 'http://shop.example', { origin: 'http://shop.example' });
  assert.deepEqual([status, headers.get('vary'), headers.get('access-control-allow-origin')], [200, 'origin', null]);
});
