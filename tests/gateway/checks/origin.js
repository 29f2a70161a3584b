// @ts-check
// Which origins may send requests with a visitor's cookie (CSRF, CORS and DNS rebinding).
import assert from 'node:assert/strict';
import { expectCoupons, expectRefusalBeforeCrm, MEMBER, send } from '../fixture.js';
import { runAlone } from '../run-alone.js';

const LISTED = 'https://desk.example';
const body = { memberId: MEMBER };

/** @type {import('../fixture.js').Checks} */
export const origin = {
  async 'pages of the own origin and of listed origins are allowed'(fixture) {
    const { origin: own } = new URL(fixture.url);
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin', origin: own },
      // A proxy terminates TLS: the browser uses https, the gateway receives http.
      { 'sec-fetch-site': 'same-origin', origin: own.replace('http:', 'https:') },
      { origin: own },
      { origin: own.replace('http:', 'https:') },
      // A proxy changed the host, so that the browser's origin differs from the gateway's.
      { 'sec-fetch-site': 'same-origin', origin: 'https://shop.example' },
      // A request of mode `same-origin`, of a page with `Referrer-Policy: no-referrer`.
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const { answer } = await expectCoupons(fixture, { cookie: fixture.member, headers, body });
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    }
    for (const headers of [{ origin: LISTED }, { origin: LISTED, 'sec-fetch-site': 'cross-site' }]) {
      const { answer } = await expectCoupons(fixture, { cookie: fixture.member, headers, body });
      assert.equal(answer.headers['access-control-allow-origin'], LISTED);
      assert.equal(answer.headers['access-control-allow-credentials'], 'true');
      assert.equal(answer.headers.vary?.toString().toLowerCase(), 'origin');
    }
  },

  async 'pages of listed origins may read refusals'(fixture) {
    const { headers } = await expectRefusalBeforeCrm(fixture, { headers: { origin: LISTED }, body }, 401, 'not authorized');
    assert.equal(headers['access-control-allow-origin'], LISTED);
  },

  async 'other origins and forged ones are refused, with a cookie and with a token'(fixture) {
    const { origin: own, port } = new URL(fixture.url);
    for (const headers of /** @type {Record<string, string>[]} */ ([
      { origin: 'https://evil.example' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'same-site', origin: own },
      { 'sec-fetch-site': 'none', origin: own },
      { 'sec-fetch-site': 'rubbish' },
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
      { origin: 'https://evil.example', forwarded: 'host=evil.example' },
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin, cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'SAME-ORIGIN' },
      { origin: 'null' },
      { origin: own.replace('http:', 'ftp:') },
      { origin: own.replace('127.0.0.1', '127.0.0.1.evil.example') },
      { origin: `${own}.evil.example` },
      { origin: `${own}0` },
      { origin: `http://127.0.0.1` },
      { origin: `http://localhost:${port}` },
      { origin: `${own}/` },
      { origin: own.toUpperCase() },
      { origin: `http://user@127.0.0.1:${port}` },
      { origin: 'http://desk.example' },
      { origin: 'https://desk.example:8443' },
      { origin: 'https://desk.example.evil.example' },
      { origin: 'https://evil-desk.example' },
      { origin: 'https://DESK.example' },
      { origin: `${LISTED}, https://evil.example` },
      { origin: `https://evil.example ${LISTED}` },
      { origin: '*' },
    ])) {
      for (const session of [{ cookie: fixture.member }, { session: fixture.member }]) {
        const answer = await expectRefusalBeforeCrm(fixture, { ...session, headers, body }, 403, 'origin not allowed').catch((error) => {
          throw new Error(`${JSON.stringify(headers)}: ${error.message}`, { cause: error });
        });
        assert.equal(answer.headers['access-control-allow-origin'], undefined, JSON.stringify(headers));
      }
    }
  },

  async 'a cookie without Origin or Sec-Fetch-Site is refused, a token without them is accepted'(fixture) {
    await expectRefusalBeforeCrm(fixture, { cookie: fixture.member, body }, 403, 'origin not allowed');
    await expectRefusalBeforeCrm(fixture, { session: fixture.member, headers: { cookie: 'theme=dark' }, body }, 403, 'origin not allowed');
    await expectCoupons(fixture, { session: fixture.member, body });
  },

  async 'requests that an HTML form on any page can send are refused'(fixture) {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', undefined]) {
      const request = { cookie: fixture.member, body: JSON.stringify(body) };
      await expectRefusalBeforeCrm(
        fixture,
        { ...request, headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' } },
        415,
        'content type other than application/json',
      );
      await expectRefusalBeforeCrm(
        fixture,
        { ...request, headers: { 'content-type': type, 'sec-fetch-site': 'cross-site', origin: 'null' } },
        403,
        'origin not allowed',
      );
    }
  },

  async 'preflight requests succeed for listed origins only'(fixture) {
    const asks = (/** @type {string | undefined} */ origin) => ({
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type, authorization' },
    });
    const { status, headers, text } = await send(fixture, asks(LISTED));
    assert.deepEqual([status, text, headers['access-control-allow-origin'], headers['access-control-allow-methods']], [204, '', LISTED, 'POST']);
    assert.equal(headers['access-control-allow-headers'], 'authorization, content-type');
    for (const origin of ['https://evil.example', 'http://desk.example', 'null', new URL(fixture.url).origin, undefined]) {
      const answer = await expectRefusalBeforeCrm(fixture, asks(origin), 403, 'origin not allowed');
      assert.deepEqual(
        Object.keys(answer.headers).filter((name) => name.startsWith('access-control-')),
        [],
      );
    }
  },

  async 'if a framework replaces the host in request.url, the Host header decides which pages are allowed'(fixture) {
    const path = '/replaced-host/listCpnItemByMember';
    const host = 'shop.example:8080';
    for (const headers of /** @type {Record<string, string>[]} */ ([
      { host, origin: `http://${host}` },
      { host, origin: `https://${host}` },
      { host, origin: `https://${host}`, 'sec-fetch-site': 'same-origin' },
      // Some proxies write the default port, browsers do not.
      { host: 'shop.example:80', origin: 'http://shop.example' },
      { host: 'shop.example:443', origin: 'https://shop.example' },
      { host: '[::1]:8080', origin: 'http://[::1]:8080' },
    ])) {
      const { answer } = await expectCoupons(fixture, { path, cookie: fixture.member, headers, body });
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    }
    for (const headers of /** @type {Record<string, string>[]} */ ([
      { host, origin: 'https://evil.example' },
      { host, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
      { host, origin: 'http://shop.example' },
      { host, origin: 'http://shop.example:8081' },
      { host, origin: `http://${host}.evil.example` },
      { host, origin: `http://evil.example#${host}` },
      { host, origin: `http://${host}`, 'sec-fetch-site': 'cross-site' },
      { host, origin: `http://${host}`, 'sec-fetch-site': 'same-site' },
      { host: 'shop.example:443', origin: 'http://shop.example' },
      { host },
    ])) {
      await expectRefusalBeforeCrm(fixture, { path, cookie: fixture.member, headers, body }, 403, 'origin not allowed').catch((error) => {
        throw new Error(`${JSON.stringify(headers)}: ${error.message}`, { cause: error });
      });
    }
    // For the browser these pages are cross-origin, so it sends a preflight request, which is refused.
    for (const origin of [`http://${host}`, `https://${host}`, 'https://localhost:3000']) {
      const headers = { host, origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
      await expectRefusalBeforeCrm(fixture, { method: 'OPTIONS', path, headers }, 403, 'origin not allowed');
    }
  },

  async 'DNS rebinding: the browser sends no cookie, and a gateway with listed hosts refuses every request'(fixture) {
    // On plain http the browser sends no Sec-Fetch-Site. It sends only cookies of evil.example, and there are none.
    const rebound = { host: 'evil.example', origin: 'http://evil.example' };
    await expectRefusalBeforeCrm(fixture, { headers: rebound, body }, 401, 'not authorized');
    const path = '/listed-hosts/listCpnItemByMember';
    for (const headers of [
      rebound,
      { ...rebound, 'sec-fetch-site': 'same-origin' },
      { ...rebound, 'x-forwarded-host': 'shop.example' },
      { ...rebound, origin: 'https://desk.example' },
      { host: 'evil.example' },
      { host: 'shop.example.evil.example' },
      { host: 'evil.shop.example' },
      { host: 'shop.example@evil.example' },
      { host: 'evil.example:80' },
    ]) {
      const answer = await send(fixture, { path, session: fixture.member, headers, body });
      // The runtime may refuse an invalid host name itself.
      if (!headers.host.includes('@')) assert.deepEqual([answer.status, JSON.parse(answer.text).title], [403, 'host not allowed'], JSON.stringify(headers));
      assert.notEqual(answer.status, 200);
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    }
    const asks = { origin: 'https://desk.example', 'access-control-request-method': 'POST' };
    await expectRefusalBeforeCrm(fixture, { method: 'OPTIONS', path, headers: { ...asks, host: 'evil.example' } }, 403, 'host not allowed');
    assert.equal((await send(fixture, { method: 'OPTIONS', path, headers: asks })).status, 204);
    await expectCoupons(fixture, { path, session: fixture.member, body });
    for (const host of ['shop.example', 'shop.example:8080', 'SHOP.example']) {
      await expectCoupons(fixture, { path, session: fixture.member, headers: { host }, body });
    }
  },

  async 'origins of apps and browser extensions can be listed, and so can additional headers'(fixture) {
    const path = '/app-origins/listCpnItemByMember';
    for (const origin of [
      'capacitor://localhost',
      'ionic://localhost',
      'tauri://localhost',
      'app://shop',
      'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
      'moz-extension://0b1c2d3e-4f50-4162-8374-95a6b7c8d9e0',
      'safari-web-extension://0B1C2D3E-4F50-4162-8374-95A6B7C8D9E0',
    ]) {
      const asks = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'baggage,content-type,sentry-trace' };
      const { status, headers } = await send(fixture, { method: 'OPTIONS', path, headers: asks });
      assert.deepEqual([status, headers['access-control-allow-origin']], [204, origin]);
      assert.equal(headers['access-control-allow-headers'], 'authorization, content-type, baggage, sentry-trace, x-shop');
      for (const site of [undefined, 'cross-site', 'none']) {
        const sent = { origin, baggage: 'sentry-release=1', ...(site && { 'sec-fetch-site': site }) };
        const { answer } = await expectCoupons(fixture, { path, session: fixture.member, headers: sent, body });
        assert.equal(answer.headers['access-control-allow-origin'], origin);
      }
    }
    for (const origin of [
      'capacitor://evil',
      'capacitor://localhost:1',
      'capacitor://localhost/',
      'CAPACITOR://localhost',
      'app://shop.evil',
      'file://',
      'null',
    ]) {
      await expectRefusalBeforeCrm(fixture, { path, session: fixture.member, headers: { origin }, body }, 403, 'origin not allowed');
      await expectRefusalBeforeCrm(
        fixture,
        { method: 'OPTIONS', path, headers: { origin, 'access-control-request-method': 'POST' } },
        403,
        'origin not allowed',
      );
    }
  },
};

runAlone('origin.js', origin);
