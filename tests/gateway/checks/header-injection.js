// @ts-check
// Header injection and response splitting through ids, request headers and answers of the CRM.
import assert from 'node:assert/strict';
import { expectCoupons, expectRefusal, expectRefusalBeforeCrm, MEMBER, send, sendRaw } from '../fixture.js';
import { LIST, statusesOf } from '../../support/raw-http.js';
import { runAlone } from '../run-alone.js';

const SPLIT = 'x\r\nset-cookie: stolen=1\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nstolen!';

/** @param {string} text */
function assertNotInjected(text) {
  assert.doesNotMatch(text, /stolen/i);
}

/** @type {import('../fixture.js').Checks} */
export const headerInjection = {
  async 'line breaks in an id'(fixture) {
    for (const id of [SPLIT, `${MEMBER}\r\nx: y`, `${MEMBER}\n`, `\r${MEMBER}`, `${MEMBER}\u0000`, `${MEMBER}\u2028`, `${MEMBER}\u0085`]) {
      for (const session of [fixture.member, fixture.admin]) {
        const { head, text } = await expectRefusalBeforeCrm(fixture, { session, body: { memberId: id } }, 400, 'malformed query');
        assertNotInjected(head + text);
      }
    }
  },

  async 'line breaks in header values'(fixture) {
    const body = JSON.stringify({ memberId: MEMBER });
    const head = (/** @type {string} */ lines) =>
      `POST ${LIST} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n${lines}\r\n\r\n${body}`;
    const before = fixture.crm.requests;
    for (const lines of [
      `origin: https://evil.example${encodeURIComponent('\r\n')}set-cookie: stolen=1`,
      'origin: https://evil.example\rset-cookie: stolen=1',
      'origin: https://evil.example\nset-cookie: stolen=1',
      'origin: https://evil.example\0',
      'origin: https://evil.example\r\n set-cookie: stolen=1',
      'x-request-id: stolen\r\n\tset-cookie: stolen=1',
      `authorization: Bearer x\rset-cookie: stolen=1`,
      'authorization: Bearer \xff\xfe\x01',
      `origin: ${'a'.repeat(4_000)}`,
      'access-control-allow-origin: stolen',
    ]) {
      const text = await sendRaw(fixture, head(lines));
      assertNotInjected(text);
      for (const status of statusesOf(text)) assert.ok(status >= 400 && status < 500, text);
    }
    assert.equal(fixture.crm.requests, before);
  },

  async 'an answer repeats neither an unlisted origin nor the request id of the caller'(fixture) {
    const { head, headers } = await expectRefusalBeforeCrm(
      fixture,
      { headers: { origin: 'https://stolen.example', 'x-request-id': 'stolen' }, body: {} },
      403,
      'origin not allowed',
    );
    assertNotInjected(head);
    assert.notEqual(headers['x-request-id'], 'stolen');
  },

  async "of the CRM's Retry-After only a number of seconds is passed on"(fixture) {
    const { crm } = fixture;
    /** @type {[bytes: string, expected: string][]} */
    const values = [
      ['7', '7'],
      ['0', '1'],
      ['007', '7'],
      ['1.5', '1'],
      ['-1', '1'],
      ['1e3', '1'],
      ['0x10', '1'],
      ['rubbish', '1'],
      [`1\r\nset-cookie: stolen=1`, '1'],
      ['1, 2; stolen', '1'],
      ['Infinity', '1'],
      ['NaN', '1'],
      [MEMBER, '1'],
    ];
    try {
      for (const [value, expected] of values) {
        crm.reply = ({ socket }) => void socket.end(`HTTP/1.1 429 Slow\r\nretry-after: ${value}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
        const { head, headers } = await expectRefusal(fixture, { session: fixture.admin, body: { memberId: MEMBER } }, 503, 'the CRM is busy');
        assertNotInjected(head);
        assert.equal(headers['retry-after'], expected, value);
      }
    } finally {
      crm.reset();
    }
  },

  async "the CRM's msg and code reach the body, but not the headers"(fixture) {
    const { crm } = fixture;
    try {
      for (const answer of [
        { code: 5, msg: SPLIT },
        { code: 5, msg: '<script>stolen</script>' },
      ]) {
        crm.reply = (_request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
        const { status, head, headers, text } = await send(fixture, { session: fixture.admin, body: { memberId: MEMBER } });
        assertNotInjected(head);
        assert.equal(status, 200);
        assert.deepEqual(JSON.parse(text), { msg: answer.msg, code: 5 });
        assert.equal(headers['content-type'], 'application/json; charset=utf-8');
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.match(String(headers['content-security-policy']), /^default-src 'none'/);
      }
      // The CRM repeats the member's id in its message and a header.
      crm.reply = (_request, response) =>
        void response.setHeader('set-cookie', 'stolen=1').setHeader('x-member', MEMBER).end(`{"code":5,"msg":"no ${MEMBER}"}`);
      const { head, text } = await send(fixture, { session: fixture.admin, body: { memberId: MEMBER } });
      assertNotInjected(head);
      assert.ok(!head.includes(MEMBER) && !text.includes(MEMBER), text);
    } finally {
      crm.reset();
    }
  },

  async 'an invalid answer of the CRM is not passed on'(fixture) {
    const { crm } = fixture;
    const request = { session: fixture.admin, body: { memberId: MEMBER } };
    try {
      for (const fault of [
        'html',
        'empty',
        'null',
        'array',
        'no-data',
        'list=string',
        'null-coupon',
        'drop=id',
        'truncated-json',
        'invalid-utf8',
        'reset',
        'reset-mid-body',
        'half-body',
        'status=500',
        'status=404',
        'redirect=301',
        'redirect=302',
        'redirect=307',
      ]) {
        crm.fault = fault;
        await expectRefusal(fixture, request, 502, 'no usable answer from the CRM').catch((error) => {
          throw new Error(`${fault}: ${error.message}`, { cause: error });
        });
      }
      // A code as a string of digits is valid.
      crm.fault = 'code-string';
      await expectCoupons(fixture, request);
    } finally {
      crm.reset();
    }
    await expectCoupons(fixture, request);
  },
};

runAlone('header-injection.js', headerInjection);
