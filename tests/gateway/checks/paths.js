// @ts-check
// Paths and methods.
import assert from 'node:assert/strict';
import { expectCoupons, expectRefusalBeforeCrm, MEMBER, OTHER, send, sendRaw } from '../fixture.js';
import { statusesOf } from '../../support/raw-http.js';
import { runAlone } from '../run-alone.js';

const body = { memberId: MEMBER };

/** @type {import('../fixture.js').Checks} */
export const paths = {
  async 'a path that is not exactly one of the routes is refused'(fixture) {
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
      '/no-metrics/metrics',
      '/%E8%B1%AA/listCpnItemByMember',
      `/coupons/${MEMBER}/listCpnItemByMember`,
      `/coupons/x?memberId=${OTHER}`,
    ]) {
      await expectRefusalBeforeCrm(fixture, { path, session: fixture.admin, body }, 404, 'no such path');
    }
  },

  async 'a path with dot segments is normalized and needs the same permission'(fixture) {
    for (const path of ['/coupons/./listCpnItemByMember', '/x/../coupons/listCpnItemByMember', '/x/%2e%2E/coupons/listCpnItemByMember']) {
      await expectRefusalBeforeCrm(fixture, { path, body }, 401, 'not authorized');
      await expectRefusalBeforeCrm(fixture, { path, session: fixture.member, body: { memberId: OTHER } }, 403, 'not allowed');
      await expectCoupons(fixture, { path, session: fixture.member, body });
    }
    await expectRefusalBeforeCrm(fixture, { method: 'GET', path: '/x/%2e%2e/coupons/metrics' }, 403, 'not allowed');
  },

  async 'the query string is ignored'(fixture) {
    const own = await expectCoupons(fixture, { session: fixture.member, body });
    const other = await expectCoupons(fixture, { path: `/coupons/listCpnItemByMember?memberId=${OTHER}&__proto__[x]=1`, session: fixture.member, body });
    assert.deepEqual(other.list, own.list);
    await expectRefusalBeforeCrm(
      fixture,
      { path: `/coupons/listCpnItemByMember?memberId=${MEMBER}`, session: fixture.member, body: {} },
      400,
      'malformed query',
    );
  },

  async 'an absolute request target is treated as its path'(fixture) {
    const { host } = new URL(fixture.url);
    const head = (/** @type {string} */ target) =>
      `POST ${target} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`;
    const before = fixture.crm.requests;
    // workerd itself does not support absolute request targets and answers 500.
    for (const [target, expected] of /** @type {const} */ ([
      [`http://${host}/coupons/listCpnItemByMember`, [400, 500]],
      ['http://evil.example/coupons/listCpnItemByMember', [400, 500]],
      ['http://evil.example/else', [404, 500]],
    ])) {
      const text = await sendRaw(fixture, head(target));
      const [status, ...more] = statusesOf(text);
      assert.ok(expected.some((one) => one === status) && more.length === 0, text);
    }
    assert.equal(fixture.crm.requests, before);
  },

  async 'other methods'(fixture) {
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      const { headers } = await expectRefusalBeforeCrm(fixture, { method, session: fixture.admin }, 405, 'method not allowed');
      assert.equal(headers.allow, 'POST, OPTIONS');
    }
    for (const path of ['/coupons/healthz', '/coupons/openapi.json', '/coupons/metrics']) {
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
        const { headers } = await expectRefusalBeforeCrm(fixture, { method, path, session: fixture.admin }, 405, 'method not allowed');
        assert.equal(headers.allow, 'GET, HEAD');
      }
    }
    // Methods are case-sensitive, and servers refuse TRACE and CONNECT themselves.
    for (const method of ['TRACE', 'CONNECT', 'post', 'POST\t']) {
      const text = await sendRaw(fixture, `${method} /coupons/listCpnItemByMember HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      assert.ok(
        statusesOf(text).every((status) => status >= 400),
        text,
      );
    }
  },

  async 'a header or query parameter does not override the method'(fixture) {
    const { headers } = await expectRefusalBeforeCrm(
      fixture,
      { method: 'GET', path: '/coupons/listCpnItemByMember?_method=POST', headers: { 'x-http-method-override': 'POST' } },
      405,
      'method not allowed',
    );
    assert.equal(headers.allow, 'POST, OPTIONS');
    const { text } = await send(fixture, { method: 'HEAD', path: '/coupons/healthz' });
    assert.equal(text, '');
  },
};

runAlone('paths.js', paths);
