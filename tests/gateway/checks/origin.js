// @ts-check
// Which pages may ask with a visitor's cookie.
import assert from 'node:assert/strict';
import { answerTo, keptOut, MEMBER, served } from '../given.js';

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
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'same-site', origin: own },
      { 'sec-fetch-site': 'none', origin: own },
      { 'sec-fetch-site': 'rubbish' },
      { origin: 'null' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { origin: own.replace('http:', 'https:') },
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
        const answer = await keptOut(given, { ...session, headers, body }, 403, 'page of another origin').catch((error) => {
          throw new Error(`${JSON.stringify(headers)}: ${error.message}`, { cause: error });
        });
        assert.equal(answer.headers['access-control-allow-origin'], undefined, JSON.stringify(headers));
      }
    }
  },

  async 'a cookie of which nobody says where it is from; a program with a token is no page'(given) {
    await keptOut(given, { cookie: given.member, body }, 403, 'page of another origin');
    await keptOut(given, { session: given.member, headers: { cookie: 'theme=dark' }, body }, 403, 'page of another origin');
    await served(given, { session: given.member, body });
  },

  async 'what a form can send from any page'(given) {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', undefined]) {
      const asked = { cookie: given.member, body: JSON.stringify(body) };
      await keptOut(given, { ...asked, headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' } }, 415, 'content type other than application/json');
      await keptOut(given, { ...asked, headers: { 'content-type': type, 'sec-fetch-site': 'cross-site', origin: 'null' } }, 403, 'page of another origin');
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
      const answer = await keptOut(given, asks(origin), 403, 'page of another origin');
      assert.deepEqual(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-')), []);
    }
  },
};
