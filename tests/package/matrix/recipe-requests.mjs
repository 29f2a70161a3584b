// @ts-check
// What browsers send, sent by hand to a name that the framework was not configured with.
import assert from 'node:assert/strict';
import { ask } from '../../support/raw-http.js';
import { CODES } from './expected.mjs';

const MEMBER = 'K1H93QDKI00B7';

/** @param {string} url of the server */
export async function askByName(url) {
  const { port } = new URL(url);
  const host = `shop.test:${port}`;
  /** @type {(headers: Record<string, string>, more?: import('../../support/raw-http.js').Asked) => Promise<import('../../support/raw-http.js').Answer>} */
  const answerTo = (headers, more) => ask(url, { cookie: 'mine', body: { memberId: MEMBER }, headers: { host, ...headers }, ...more });

  for (const headers of /** @type {Record<string, string>[]} */ ([
    { origin: `http://${host}` },
    { origin: `https://${host}` },
    { origin: `https://${host}`, 'sec-fetch-site': 'same-origin', 'x-forwarded-proto': 'https' },
  ])) {
    const { status, text } = await answerTo(headers);
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
    checkForeign(await answerTo(headers), JSON.stringify(headers));
  }
  checkForeign(
    await answerTo({ origin: 'https://evil.example', 'access-control-request-method': 'POST' }, { method: 'OPTIONS', body: undefined }),
    'preflight',
  );
  const { status } = await answerTo({ origin: `http://${host}` }, { cookie: '' });
  assert.equal(status, 401);
  const { text } = await answerTo({}, { method: 'GET', path: '/coupons/healthz', body: undefined });
  assert.deepEqual(JSON.parse(text), { status: 'ok', crm: 'closed' });
}

/** @param {string} text */
export const codesOf = (text) => JSON.parse(text).data.list.map((/** @type {{ cpnCode: string }} */ { cpnCode }) => cpnCode);

/**
 * @param {import('../../support/raw-http.js').Answer} answer
 * @param {string} what
 */
function checkForeign({ status, headers, text }, what) {
  assert.equal(status, 403, `${what}: ${text.slice(0, 300)}`);
  // Of the gateway, not of the framework: origins that are listed would be let through.
  assert.deepEqual(JSON.parse(text), { title: 'origin not allowed', status }, what);
  assert.equal(headers['access-control-allow-origin'], undefined, what);
}
