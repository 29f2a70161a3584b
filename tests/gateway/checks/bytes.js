// @ts-check
// What a caller, an id or the CRM may try to write into an answer's head, or past it.
import assert from 'node:assert/strict';
import { answerTo, answerToBytes, keptOut, MEMBER, refused, served } from '../given.js';
import { LIST, statusesOf } from '../../support/raw-http.js';
import { runAlone } from '../run-alone.js';

const SPLIT = 'x\r\nset-cookie: stolen=1\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nstolen!';

/** @param {string} text */
function checkUnsplit(text) {
  assert.doesNotMatch(text, /stolen/i);
}

/** @type {import('../given.js').Checks} */
export const bytes = {
  async 'line breaks in an id'(given) {
    for (const id of [SPLIT, `${MEMBER}\r\nx: y`, `${MEMBER}\n`, `\r${MEMBER}`, `${MEMBER}\u0000`, `${MEMBER}\u2028`, `${MEMBER}\u0085`]) {
      for (const session of [given.member, given.admin]) {
        const { head, text } = await keptOut(given, { session, body: { memberId: id } }, 400, 'malformed query');
        checkUnsplit(head + text);
      }
    }
  },

  async 'line breaks in header values, as bytes'(given) {
    const body = JSON.stringify({ memberId: MEMBER });
    const head = (/** @type {string} */ lines) =>
      `POST ${LIST} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n${lines}\r\n\r\n${body}`;
    const before = given.crm.asked;
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
      const text = await answerToBytes(given, head(lines));
      checkUnsplit(text);
      for (const status of statusesOf(text)) assert.ok(status >= 400 && status < 500, text);
    }
    assert.equal(given.crm.asked, before);
  },

  async 'an origin never comes back unless it is listed, and a request id is never taken over'(given) {
    const { head, headers } = await keptOut(
      given,
      { headers: { origin: 'https://stolen.example', 'x-request-id': 'stolen' }, body: {} },
      403,
      'origin not allowed',
    );
    checkUnsplit(head);
    assert.notEqual(headers['x-request-id'], 'stolen');
  },

  async "the CRM's Retry-After as a carrier: only a number of seconds arrives"(given) {
    const { crm } = given;
    /** @type {[bytes: string, expected: string][]} */
    const carriers = [
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
      for (const [value, expected] of carriers) {
        crm.reply = ({ socket }) => void socket.end(`HTTP/1.1 429 Slow\r\nretry-after: ${value}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
        const { head, headers } = await refused(given, { session: given.admin, body: { memberId: MEMBER } }, 503, 'the CRM is busy');
        checkUnsplit(head);
        assert.equal(headers['retry-after'], expected, value);
      }
    } finally {
      crm.reset();
    }
  },

  async "the CRM's msg and code as carriers"(given) {
    const { crm } = given;
    try {
      for (const answer of [
        { code: 5, msg: SPLIT },
        { code: 5, msg: '<script>stolen</script>' },
      ]) {
        crm.reply = (_request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
        const { status, head, headers, text } = await answerTo(given, { session: given.admin, body: { memberId: MEMBER } });
        checkUnsplit(head);
        assert.equal(status, 200);
        assert.deepEqual(JSON.parse(text), { msg: answer.msg, code: 5 });
        assert.equal(headers['content-type'], 'application/json; charset=utf-8');
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.match(String(headers['content-security-policy']), /^default-src 'none'/);
      }
      // A CRM that repeats whom it was asked for.
      crm.reply = (_request, response) =>
        void response.setHeader('set-cookie', 'stolen=1').setHeader('x-member', MEMBER).end(`{"code":5,"msg":"no ${MEMBER}"}`);
      const { head, text } = await answerTo(given, { session: given.admin, body: { memberId: MEMBER } });
      checkUnsplit(head);
      assert.ok(!head.includes(MEMBER) && !text.includes(MEMBER), text);
    } finally {
      crm.reset();
    }
  },

  async 'an answer of the CRM that is none reaches nobody'(given) {
    const { crm } = given;
    const asked = { session: given.admin, body: { memberId: MEMBER } };
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
        await refused(given, asked, 502, 'no usable answer from the CRM').catch((error) => {
          throw new Error(`${fault}: ${error.message}`, { cause: error });
        });
      }
      // A code that is a text of digits is one.
      crm.fault = 'code-string';
      await served(given, asked);
    } finally {
      crm.reset();
    }
    await served(given, asked);
  },
};

runAlone('bytes.js', bytes);
