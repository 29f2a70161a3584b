// @ts-check
// Paths and methods.
import assert from 'node:assert/strict';
import { answerTo, answerToBytes, keptOut, MEMBER, OTHER, served } from '../given.js';
import { statusesOf } from '../../support/raw-http.js';
import { runAlone } from '../run-alone.js';

const body = { memberId: MEMBER };

/** @type {import('../given.js').Checks} */
export const paths = {
  async 'what is not exactly one of its paths is none'(given) {
    for (const path of [
      '/',
      '/coupons',
      '/coupons/',
      '//coupons/listCpnItemByMember',
      '/coupons//listCpnItemByMember',
      '/coupons/listCpnItemByMember/',
      '/coupons/listCpnItemByMember//',
      '/coupons/listCpnItemByMember/..',
      '/coupons/listCpnItemByMember/../../listCpnItemByMember',
      '/coupons/listCpnItemByMember%00',
      '/coupons/listCpnItemByMember%20',
      '/coupons/listCpnItemByMember;x=1',
      '/coupons/listCpnItemByMember.json',
      '/coupons%2FlistCpnItemByMember',
      '/coupons%2flistCpnItemByMember',
      '/coupons/%6cistCpnItemByMember',
      '/coupons/..%2FlistCpnItemByMember',
      '/coupons/%252e%252e/listCpnItemByMember',
      '/Coupons/listCpnItemByMember',
      '/coupons/listcpnitembymember',
      '/coupons/LISTCPNITEMBYMEMBER',
      '/coupons/../listCpnItemByMember',
      '/coupons/listMemberStcard',
      '/coupons/__proto__',
      '/coupons/constructor',
      '/quiet/metrics',
      '/%E8%B1%AA/listCpnItemByMember',
      `/coupons/${MEMBER}/listCpnItemByMember`,
      `/coupons/x?memberId=${OTHER}`,
    ]) {
      await keptOut(given, { path, session: given.admin, body }, 404, 'no such path');
    }
  },

  async 'a path that leads to one of its own by dots is that one, with everything that guards it'(given) {
    for (const path of ['/coupons/./listCpnItemByMember', '/x/../coupons/listCpnItemByMember', '/x/%2e%2E/coupons/listCpnItemByMember']) {
      await keptOut(given, { path, body }, 401, 'not authorized');
      await keptOut(given, { path, session: given.member, body: { memberId: OTHER } }, 403, 'not allowed');
      await served(given, { path, session: given.member, body });
    }
    await keptOut(given, { method: 'GET', path: '/x/%2e%2e/coupons/metrics' }, 403, 'not allowed');
  },

  async 'a query in the address asks for nothing'(given) {
    const own = await served(given, { session: given.member, body });
    const other = await served(given, { path: `/coupons/listCpnItemByMember?memberId=${OTHER}&__proto__[x]=1`, session: given.member, body });
    assert.deepEqual(other.list, own.list);
    await keptOut(given, { path: `/coupons/listCpnItemByMember?memberId=${MEMBER}`, session: given.member, body: {} }, 400, 'malformed query');
  },

  async 'an absolute address is the same as its path'(given) {
    const { host } = new URL(given.url);
    const head = (/** @type {string} */ target) =>
      `POST ${target} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`;
    const before = given.crm.asked;
    // workerd itself does not know such addresses, and answers with 500.
    for (const [target, expected] of /** @type {const} */ ([
      [`http://${host}/coupons/listCpnItemByMember`, [400, 500]],
      ['http://evil.example/coupons/listCpnItemByMember', [400, 500]],
      ['http://evil.example/else', [404, 500]],
    ])) {
      const text = await answerToBytes(given, head(target));
      const [status, ...more] = statusesOf(text);
      assert.ok(expected.some((one) => one === status) && more.length === 0, text);
    }
    assert.equal(given.crm.asked, before);
  },

  async 'other methods'(given) {
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      const { headers } = await keptOut(given, { method, session: given.admin }, 405, 'method not allowed');
      assert.equal(headers.allow, 'POST, OPTIONS');
    }
    for (const path of ['/coupons/healthz', '/coupons/openapi.json', '/coupons/metrics']) {
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
        const { headers } = await keptOut(given, { method, path, session: given.admin }, 405, 'method not allowed');
        assert.equal(headers.allow, 'GET, HEAD');
      }
    }
    // A method is a matter of its letters; no server takes TRACE further than itself.
    for (const method of ['TRACE', 'CONNECT', 'post', 'POST\t']) {
      const text = await answerToBytes(given, `${method} /coupons/listCpnItemByMember HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      assert.ok(
        statusesOf(text).every((status) => status >= 400),
        text,
      );
    }
  },

  async 'the method that a header or a query names instead is none'(given) {
    const { headers } = await keptOut(
      given,
      { method: 'GET', path: '/coupons/listCpnItemByMember?_method=POST', headers: { 'x-http-method-override': 'POST' } },
      405,
      'method not allowed',
    );
    assert.equal(headers.allow, 'POST, OPTIONS');
    const { text } = await answerTo(given, { method: 'HEAD', path: '/coupons/healthz' });
    assert.equal(text, '');
  },
};

runAlone('paths.js', paths);
