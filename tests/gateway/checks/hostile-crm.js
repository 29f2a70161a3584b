// @ts-check
// Hostile answers of the CRM: with plain http, anybody on the network path can send them. They must not crash the gateway,
// affect other requests, or make it reveal anything.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expectCoupons, expectRefusal, MEMBER, OTHER, send, wait } from '../fixture.js';
import { bomb, brackets, declared, drip, endless, inPieces, large, nested, refusing } from '../hostile-answers.js';
import { runAlone } from '../run-alone.js';

const MEBI = 2 ** 20;
const NO_USABLE_ANSWER = /** @type {const} */ ([502, 'no usable answer from the CRM']);
const SHORT_TIMEOUT = '/short-timeout/listCpnItemByMember';
const RETRY = '/retry/listCpnItemByMember';

/**
 * Lets the CRM send the reply, returns the gateway's answer, and checks that the next query is served.
 *
 * @param {import('../fixture.js').Fixture} fixture
 * @param {import('../crm.js').Reply} reply
 * @param {string} [path]
 */
async function answerWhenCrmSends(fixture, reply, path) {
  const { crm, admin: session } = fixture;
  crm.reply = reply;
  const answer = await refusedOrNot(fixture, { path, session, body: { memberId: MEMBER } });
  crm.reset();
  await expectCoupons(fixture, { path, session, body: { memberId: OTHER } });
  return answer;
}

/**
 * @param {import('../fixture.js').Fixture} fixture
 * @param {import('../../support/raw-http.js').Asked} request
 */
async function refusedOrNot(fixture, request) {
  const { status, text, ms } = await send(fixture, request);
  return { status, ms, said: JSON.parse(text) };
}

/** @param {() => boolean} happened @param {string} otherwise the message if it does not happen */
async function until(happened, otherwise) {
  for (const deadline = Date.now() + 5_000; !happened(); await wait(10)) assert.ok(Date.now() < deadline, otherwise);
}

/** @type {import('../fixture.js').Checks} */
export const hostileCrm = {
  async '82 MiB of coupons compressed to less than 400 KB: 502, and other requests are served'(fixture) {
    const { bytes, reply } = bomb();
    assert.ok(bytes < 400_000, `${bytes} bytes`);
    const { crm, admin: session } = fixture;
    const before = crm.requests;
    crm.reply = reply;
    const bombs = Array.from({ length: 4 }, (_, at) => expectRefusal(fixture, { session, body: { memberId: `BOMBED00000${at}` } }, ...NO_USABLE_ANSWER));
    await crm.until(before + 4);
    crm.reply = undefined;
    await expectCoupons(fixture, { session, body: { memberId: OTHER } });
    for (const { text } of await Promise.all(bombs)) assert.equal(JSON.parse(text).kind, 'decode');
    await expectCoupons(fixture, { session, body: { memberId: MEMBER } });
  },

  async 'an endless answer: 502, and the gateway stops reading'(fixture) {
    let bytes = 0;
    const { status, said } = await answerWhenCrmSends(
      fixture,
      endless((sent) => void (bytes = sent)),
    );
    assert.deepEqual([status, said.kind], [502, 'decode']);
    await until(() => bytes > 0, 'the gateway goes on reading');
    // The CRM counts what it has sent, and buffers hold a part of it.
    assert.ok(bytes > 32 * MEBI && bytes < 96 * MEBI, `${bytes} bytes`);
  },

  async 'an endless, slow answer: 504 after the time-out, and the gateway stops reading'(fixture) {
    let gone = false;
    const { status, said, ms } = await answerWhenCrmSends(
      fixture,
      drip(() => void (gone = true)),
      SHORT_TIMEOUT,
    );
    assert.deepEqual([status, said.kind], [504, 'timeout']);
    assert.ok(ms < 3_000, `${ms} ms`);
    await until(() => gone, 'the gateway goes on reading');
  },

  async 'an endless answer in chunks of one byte: stopped by the time-out or by the limit of chunks'(fixture) {
    const { status, said, ms } = await answerWhenCrmSends(fixture, inPieces(), SHORT_TIMEOUT);
    assert.ok(['504 timeout', '502 decode'].includes(`${status} ${said.kind}`), `${status} ${said.kind}`);
    assert.ok(ms < 15_000, `${ms} ms`);
  },

  async 'an answer with a too large Content-Length is refused before its body arrives'(fixture) {
    const { status, said, ms } = await answerWhenCrmSends(fixture, declared());
    assert.deepEqual([status, said.kind], [502, 'decode']);
    assert.ok(ms < 3_000, `${ms} ms`);
  },

  async '5,000 levels of nesting: 502; 400 levels are passed on'(fixture) {
    for (const reply of [nested(5_000), nested(5_000, '{"a":', '}'), nested(501), brackets()]) {
      const { status, said } = await answerWhenCrmSends(fixture, reply);
      assert.deepEqual([status, said.kind], [502, 'decode']);
    }
    const { status, said } = await answerWhenCrmSends(fixture, nested(400));
    assert.equal(status, 200);
    assert.equal(JSON.stringify(said.data.list[0].future), `${'['.repeat(400)}1${']'.repeat(400)}`);
  },

  async 'more bytes than maxAnswerBytes: 502; fewer are passed on'(fixture) {
    const path = '/small-answers/listCpnItemByMember';
    const { status, said } = await answerWhenCrmSends(fixture, large(0.02), path);
    assert.deepEqual([status, said.kind], [502, 'decode']);
    assert.equal((await answerWhenCrmSends(fixture, large(0.018), path)).status, 200);
  },

  async 'a message is cut to 500 whole characters and redacted'(fixture) {
    for (const [msg, expected] of [
      ['豪'.repeat(1_100_000), '豪'.repeat(500)],
      ['😀'.repeat(825_000), '😀'.repeat(500)],
      [`a${'😀'.repeat(825_000)}`, `a${'😀'.repeat(499)}`],
      ['x'.repeat(500), 'x'.repeat(500)],
      [MEMBER.repeat(250_000), `${'***'.repeat(166)}**`],
      [`${'x'.repeat(494)}${MEMBER}${'y'.repeat(1_000)}`, `${'x'.repeat(494)}***yyy`],
    ]) {
      const { status, said } = await answerWhenCrmSends(fixture, refusing(msg));
      assert.equal(status, 200);
      assert.deepEqual(said, { msg: expected, code: 5 });
    }
  },

  async 'a refusal contains the kind of error and the request id, and nothing else'(fixture) {
    const { crm, admin: session } = fixture;
    for (const [fault, path, status, kind] of /** @type {[string, string, number, string][]} */ ([
      ['reset', '/coupons', 502, 'network'],
      ['reset-mid-body', '/coupons', 502, 'network'],
      ['status=500', '/coupons', 502, 'http'],
      ['status=404', '/coupons', 502, 'http'],
      ['redirect=302', '/coupons', 502, 'http'],
      ['html', '/coupons', 502, 'decode'],
      ['drop=id', '/coupons', 502, 'decode'],
      ['429=7', '/coupons', 503, 'busy'],
      ['503', '/coupons', 503, 'busy'],
      ['slow-body=3000', '/short-timeout', 504, 'timeout'],
    ])) {
      crm.fault = fault;
      const { headers, text } = await send(fixture, { path: `${path}/listCpnItemByMember`, session, body: { memberId: MEMBER } });
      const { title, ...said } = JSON.parse(text);
      assert.equal(typeof title, 'string');
      assert.deepEqual(said, { status, kind, requestId: headers['x-request-id'] }, fault);
    }
  },

  async 'redirects are not followed: no header or param reaches another host, and a loop costs one request'(fixture) {
    const { crm, admin: session } = fixture;
    /** @type {string[]} */
    const received = [];
    const elsewhere = createServer((request, response) => {
      received.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    try {
      await once(elsewhere, 'listening');
      const { port } = /** @type {import('node:net').AddressInfo} */ (elsewhere.address());
      for (const status of [301, 302, 303, 307, 308]) {
        for (const location of [
          `http://127.0.0.1:${port}/x`,
          `//127.0.0.1:${port}/x`,
          `${crm.url}/htest/openapi/v1/listCpnItemByMember`,
          '/htest/openapi/v1/listCpnItemByMember',
          '',
        ]) {
          crm.reply = (_request, response) => void response.writeHead(status, { location }).end();
          const before = crm.requests;
          // This gateway retries, but not after a redirect.
          const { text } = await expectRefusal(fixture, { path: RETRY, session, body: { memberId: MEMBER } }, ...NO_USABLE_ANSWER);
          assert.deepEqual([JSON.parse(text).kind, crm.requests], ['http', before + 1], `${status} ${location}`);
        }
      }
    } finally {
      crm.reset();
      elsewhere.close();
      elsewhere.closeAllConnections();
    }
    assert.deepEqual(received, []);
    await expectCoupons(fixture, { path: RETRY, session, body: { memberId: MEMBER } });
  },
};

runAlone('hostile-crm.js', hostileCrm);
