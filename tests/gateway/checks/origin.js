// @ts-check
// Which pages may ask with a visitor's cookie.
import assert from 'node:assert/strict';
import { answerTo, keptOut, MEMBER, served } from '../given.js';
import { runAlone } from '../run-alone.js';

const LISTED = 'https://desk.example';
const body = { memberId: MEMBER };

/** @type {import('../given.js').Checks} */
export const origin = {
  async 'pages of its own origin, and of one that is listed, may'(given) {
    const { origin: own } = new URL(given.url);
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin', origin: own },
      // A proxy ends TLS: the browser spoke https, the gateway hears http.
      { 'sec-fetch-site': 'same-origin', origin: own.replace('http:', 'https:') },
      { origin: own },
      { origin: own.replace('http:', 'https:') },
      // A proxy changed the host: what the browser says of its page is from before.
      { 'sec-fetch-site': 'same-origin', origin: 'https://shop.example' },
      // A request of mode `same-origin`, of a page with `Referrer-Policy: no-referrer`.
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const { answer } = await served(given, { cookie: given.member, headers, body });
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    }
    for (const headers of [{ origin: LISTED }, { origin: LISTED, 'sec-fetch-site': 'cross-site' }]) {
      const { answer } = await served(given, { cookie: given.member, headers, body });
      assert.equal(answer.headers['access-control-allow-origin'], LISTED);
      assert.equal(answer.headers['access-control-allow-credentials'], 'true');
      assert.equal(answer.headers.vary?.toString().toLowerCase(), 'origin');
    }
  },

  async 'a refusal reaches a listed page, which may read it'(given) {
    const { headers } = await keptOut(given, { headers: { origin: LISTED }, body }, 401, 'not authorized');
    assert.equal(headers['access-control-allow-origin'], LISTED);
  },

  async 'forged and foreign origins, with a cookie and with a token'(given) {
    const { origin: own, port } = new URL(given.url);
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
      for (const session of [{ cookie: given.member }, { session: given.member }]) {
        const answer = await keptOut(given, { ...session, headers, body }, 403, 'origin not allowed').catch((error) => {
          throw new Error(`${JSON.stringify(headers)}: ${error.message}`, { cause: error });
        });
        assert.equal(answer.headers['access-control-allow-origin'], undefined, JSON.stringify(headers));
      }
    }
  },

  async 'a cookie of which nobody says where it is from; a program with a token is no page'(given) {
    await keptOut(given, { cookie: given.member, body }, 403, 'origin not allowed');
    await keptOut(given, { session: given.member, headers: { cookie: 'theme=dark' }, body }, 403, 'origin not allowed');
    await served(given, { session: given.member, body });
  },

  async 'what a form can send from any page'(given) {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', undefined]) {
      const asked = { cookie: given.member, body: JSON.stringify(body) };
      await keptOut(given, { ...asked, headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' } }, 415, 'content type other than application/json');
      await keptOut(given, { ...asked, headers: { 'content-type': type, 'sec-fetch-site': 'cross-site', origin: 'null' } }, 403, 'origin not allowed');
    }
  },

  async 'preflights: for a listed origin only'(given) {
    const asks = (/** @type {string | undefined} */ origin) => ({
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type, authorization' },
    });
    const { status, headers, text } = await answerTo(given, asks(LISTED));
    assert.deepEqual([status, text, headers['access-control-allow-origin'], headers['access-control-allow-methods']], [204, '', LISTED, 'POST']);
    assert.equal(headers['access-control-allow-headers'], 'authorization, content-type');
    for (const origin of ['https://evil.example', 'http://desk.example', 'null', new URL(given.url).origin, undefined]) {
      const answer = await keptOut(given, asks(origin), 403, 'origin not allowed');
      assert.deepEqual(
        Object.keys(answer.headers).filter((name) => name.startsWith('access-control-')),
        [],
      );
    }
  },

  async 'a framework that names itself: pages of the host that was asked may, and no other'(given) {
    const path = '/renamed/listCpnItemByMember';
    const host = 'shop.example:8080';
    for (const headers of /** @type {Record<string, string>[]} */ ([
      { host, origin: `http://${host}` },
      { host, origin: `https://${host}` },
      { host, origin: `https://${host}`, 'sec-fetch-site': 'same-origin' },
      // Proxies write the port of the scheme, browsers do not.
      { host: 'shop.example:80', origin: 'http://shop.example' },
      { host: 'shop.example:443', origin: 'https://shop.example' },
      { host: '[::1]:8080', origin: 'http://[::1]:8080' },
    ])) {
      const { answer } = await served(given, { path, cookie: given.member, headers, body });
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
      await keptOut(given, { path, cookie: given.member, headers, body }, 403, 'origin not allowed').catch((error) => {
        throw new Error(`${JSON.stringify(headers)}: ${error.message}`, { cause: error });
      });
    }
    // The page of the other scheme, or of the configured name, is cross-origin to its browser, which asks first.
    for (const origin of [`http://${host}`, `https://${host}`, 'https://localhost:3000']) {
      const headers = { host, origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
      await keptOut(given, { method: 'OPTIONS', path, headers }, 403, 'origin not allowed');
    }
  },

  async 'DNS rebinding: without the cookie, which belongs to the name, and not at all where the names are listed'(given) {
    // The browser on plain http: no Sec-Fetch-Site, the origin of its page, and the cookies of evil.example, of which there are none.
    const rebound = { host: 'evil.example', origin: 'http://evil.example' };
    await keptOut(given, { headers: rebound, body }, 401, 'not authorized');
    const path = '/named/listCpnItemByMember';
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
      const answer = await answerTo(given, { path, session: given.member, headers, body });
      // A runtime may refuse by itself what no host is called.
      if (!headers.host.includes('@')) assert.deepEqual([answer.status, JSON.parse(answer.text).title], [403, 'host not allowed'], JSON.stringify(headers));
      assert.notEqual(answer.status, 200);
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    }
    const asks = { origin: 'https://desk.example', 'access-control-request-method': 'POST' };
    await keptOut(given, { method: 'OPTIONS', path, headers: { ...asks, host: 'evil.example' } }, 403, 'host not allowed');
    assert.equal((await answerTo(given, { method: 'OPTIONS', path, headers: asks })).status, 204);
    await served(given, { path, session: given.member, body });
    for (const host of ['shop.example', 'shop.example:8080', 'SHOP.example']) {
      await served(given, { path, session: given.member, headers: { host }, body });
    }
  },

  async 'apps and browser extensions that are listed, with the headers that they may send'(given) {
    const path = '/apps/listCpnItemByMember';
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
      const { status, headers } = await answerTo(given, { method: 'OPTIONS', path, headers: asks });
      assert.deepEqual([status, headers['access-control-allow-origin']], [204, origin]);
      assert.equal(headers['access-control-allow-headers'], 'authorization, content-type, baggage, sentry-trace, x-shop');
      for (const site of [undefined, 'cross-site', 'none']) {
        const sent = { origin, baggage: 'sentry-release=1', ...(site && { 'sec-fetch-site': site }) };
        const { answer } = await served(given, { path, session: given.member, headers: sent, body });
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
      await keptOut(given, { path, session: given.member, headers: { origin }, body }, 403, 'origin not allowed');
      await keptOut(given, { method: 'OPTIONS', path, headers: { origin, 'access-control-request-method': 'POST' } }, 403, 'origin not allowed');
    }
  },
};

runAlone('origin.js', origin);
