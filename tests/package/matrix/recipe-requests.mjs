// @ts-check
// Sends requests like those of browsers, with a host name that the framework was not configured with.
import assert from 'node:assert/strict';
import { ask } from '../../support/raw-http.js';
import { CODES } from './expected.mjs';

const MEMBER = 'K1H93QDKI00B7';

/** @param {string} url of the server */
export async function checkByHostName(url) {
  const { port } = new URL(url);
  const host = `shop.test:${port}`;
  /** @type {(headers: Record<string, string>, more?: import('../../support/raw-http.js').Asked) => Promise<import('../../support/raw-http.js').Answer>} */
  const send = (headers, more) => ask(url, { cookie: 'mine', body: { memberId: MEMBER }, headers: { host, ...headers }, ...more });

  for (const headers of /** @type {Record<string, string>[]} */ ([
    { origin: `http://${host}` },
    { origin: `https://${host}` },
    { origin: `https://${host}`, 'sec-fetch-site': 'same-origin', 'x-forwarded-proto': 'https' },
  ])) {
    const { status, text } = await send(headers);
    assert.equal(status, 200, `${JSON.stringify(headers)}: ${text.slice(0, 300)}`);
    assert.deepEqual(codesOf(text), CODES);
  }
  for (const headers of /** @type {Record<string, string>[]} */ ([
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: `https://${host}`, 'sec-fetch-site': 'same-site' },
    { origin: 'null' },
    {},
  ])) {
    checkRefused(await send(headers), JSON.stringify(headers));
  }
  checkRefused(await send({ origin: 'https://evil.example', 'access-control-request-method': 'POST' }, { method: 'OPTIONS', body: undefined }), 'preflight');
  const { status } = await send({ origin: `http://${host}` }, { cookie: '' });
  assert.equal(status, 401);
  const { text } = await send({}, { method: 'GET', path: '/coupons/healthz', body: undefined });
  assert.deepEqual(JSON.parse(text), { status: 'ok', crm: 'closed' });
}

/** @param {string} text */
export const codesOf = (text) => JSON.parse(text).data.list.map((/** @type {{ cpnCode: string }} */ { cpnCode }) => cpnCode);

/**
 * @param {import('../../support/raw-http.js').Answer} answer
 * @param {string} what
 */
function checkRefused({ status, headers, text }, what) {
  assert.equal(status, 403, `${what}: ${text.slice(0, 300)}`);
  // The refusal is the gateway's and not the framework's, so a listed origin would be allowed.
  const { requestId, ...problem } = JSON.parse(text);
  assert.deepEqual(problem, { title: 'origin not allowed', status }, what);
  assert.equal(requestId, headers['x-request-id'], what);
  assert.equal(headers['access-control-allow-origin'], undefined, what);
}
