// @ts-check
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createSandbox, ENDPOINT } from '../../sandbox/app.js';
import { startSandbox } from '../../sandbox/server.js';
import { envelope, listCoupons, post, PUBLISHED_MEMBER } from './support.js';

const sandbox = await startSandbox();
after(() => sandbox.close());

const MISSING = '/upload_img/sandbox/lost.jpg';

describe('pictures', () => {
  test('the picture of every coupon exists, except for one that is missing on purpose', async () => {
    /** @type {{ memberId: string }[]} */
    const members = await (await fetch(`${sandbox.url}/sandbox/members`)).json();
    const lists = await Promise.all(members.map(({ memberId }) => listCoupons(sandbox.url, { memberId })));
    const paths = new Set(
      lists
        .flat()
        .map(({ picUrl }) => picUrl)
        .filter(Boolean),
    );
    const missing = [];

    for (const path of paths) {
      const response = await fetch(`${sandbox.url}${path}`);
      const body = await response.text();
      if (response.status === 404) {
        missing.push(path);
        continue;
      }
      assert.equal(response.status, 200, path);
      assert.equal(response.headers.get('content-type'), 'image/svg+xml');
      assert.match(body, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^]*<\/svg>$/);
      assert.ok(body.length < 5000);
    }
    assert.ok(paths.size >= 10);
    assert.deepEqual(missing, [MISSING]);
  });

  test('an unknown picture, a folder and a malformed path are not found', async () => {
    for (const path of ['/upload_img/none.jpg', '/upload_img/', '/upload_img/%E4%zz.jpg']) {
      assert.equal((await fetch(`${sandbox.url}${path}`)).status, 404, path);
    }
  });
});

describe('routes', () => {
  test('the endpoint accepts only POST', async () => {
    const response = await fetch(`${sandbox.url}${ENDPOINT}`);
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'POST, OPTIONS');
  });

  test('the 404 of another path mentions /sandbox/members', async () => {
    const response = await fetch(`${sandbox.url}/`);
    assert.equal(response.status, 404);
    assert.match(await response.text(), /\/sandbox\/members/);
  });

  test('the app works without a server', async () => {
    const { app, log } = createSandbox();
    /** @param {string} fault */
    const ask = (fault) =>
      app.request(`${ENDPOINT}?fault=${fault}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(envelope({ memberId: PUBLISHED_MEMBER })),
      });

    assert.equal(/** @type {any} */ (await (await ask('none')).json()).data.list.length, 8);
    assert.equal((await ask('503')).status, 503);
    assert.equal((await ask('reset')).status, 501);
    assert.deepEqual(
      log.map(({ status }) => status),
      [200, 503, 501],
    );
  });
});

describe('cross-origin', () => {
  const origin = 'http://page.example';

  test('a preflight allows every header that it asks for', async () => {
    const response = await fetch(`${sandbox.url}${ENDPOINT}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, x-sandbox-fault, x-never-seen',
      },
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('access-control-allow-origin'), origin);
    assert.match(response.headers.get('access-control-allow-methods') ?? '', /POST/);
    assert.equal(response.headers.get('access-control-allow-headers'), 'content-type,x-sandbox-fault,x-never-seen');
  });

  test('every answer may be read by another origin, and Retry-After too', async () => {
    const body = envelope({ memberId: PUBLISHED_MEMBER });
    const answers = [
      await post(sandbox.url, body, { headers: { origin } }),
      await post(sandbox.url, 'refused', { headers: { origin } }),
      await post(sandbox.url, body, { headers: { origin }, search: '?fault=429=1' }),
      await post(sandbox.url, body, { headers: { origin }, search: '?fault=slow-body=1' }),
      await post(sandbox.url, body, { headers: { origin }, search: '?fault=unheard-of' }),
      await fetch(`${sandbox.url}/upload_img/common/hklai.jpg`, { headers: { origin } }),
      await fetch(`${sandbox.url}/sandbox/members`, { headers: { origin } }),
      await fetch(`${sandbox.url}/sandbox/log`, { headers: { origin } }),
    ];
    for (const response of answers) {
      await response.arrayBuffer();
      assert.equal(response.headers.get('access-control-allow-origin'), origin, response.url);
      assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
      assert.match(response.headers.get('access-control-expose-headers') ?? '', /Retry-After/);
    }
  });
});
