// @ts-check
// A CRM that means ill: plain http is whoever stands on the way. It ends nothing, takes nobody along, and learns nothing more.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { answerTo, MEMBER, OTHER, refused, served, wait } from '../given.js';
import { bomb, brackets, declared, drip, endless, inPieces, large, nested, refusing } from '../hostile-answers.js';
import { runAlone } from '../run-alone.js';

const MEBI = 2 ** 20;
const NO_USABLE_ANSWER = /** @type {const} */ ([502, 'no usable answer from the CRM']);
const HASTY = '/hasty/listCpnItemByMember';
const PATIENT = '/patient/listCpnItemByMember';

/**
 * What the gateway makes of an answer of the CRM, after which it is as it was.
 *
 * @param {import('../given.js').Given} given
 * @param {import('../crm.js').Reply} reply
 * @param {string} [path]
 */
async function met(given, reply, path) {
  const { crm, admin: session } = given;
  crm.reply = reply;
  const answer = await refusedOrNot(given, { path, session, body: { memberId: MEMBER } });
  crm.reset();
  await served(given, { path, session, body: { memberId: OTHER } });
  return answer;
}

/**
 * @param {import('../given.js').Given} given
 * @param {import('../../support/raw-http.js').Asked} asked
 */
async function refusedOrNot(given, asked) {
  const { status, text, ms } = await answerTo(given, asked);
  return { status, ms, said: JSON.parse(text) };
}

/** @param {() => boolean} happened @param {string} otherwise what is true when it does not */
async function until(happened, otherwise) {
  for (const deadline = Date.now() + 5_000; !happened(); await wait(10)) assert.ok(Date.now() < deadline, otherwise);
}

/** @type {import('../given.js').Checks} */
export const hostile = {
  async '82 MiB of coupons in some hundred kilobytes of gzip: 502, and whoever asks beside it is answered'(given) {
    const { bytes, reply } = bomb();
    assert.ok(bytes < 400_000, `${bytes} bytes`);
    const { crm, admin: session } = given;
    const before = crm.asked;
    crm.reply = reply;
    const bombs = Array.from({ length: 4 }, (_, at) => refused(given, { session, body: { memberId: `BOMBED00000${at}` } }, ...NO_USABLE_ANSWER));
    await crm.until(before + 4);
    crm.reply = undefined;
    await served(given, { session, body: { memberId: OTHER } });
    for (const { text } of await Promise.all(bombs)) assert.equal(JSON.parse(text).kind, 'decode');
    await served(given, { session, body: { memberId: MEMBER } });
  },

  async 'an answer without an end: 502, and it is not read on'(given) {
    let bytes = 0;
    const { status, said } = await met(
      given,
      endless((sent) => void (bytes = sent)),
    );
    assert.deepEqual([status, said.kind], [502, 'decode']);
    await until(() => bytes > 0, 'it is read on');
    // What was on the way counts too.
    assert.ok(bytes > 32 * MEBI && bytes < 96 * MEBI, `${bytes} bytes`);
  },

  async 'an answer that never ends, a little at a time: ended in time, and not read on'(given) {
    let gone = false;
    const { status, said, ms } = await met(
      given,
      drip(() => void (gone = true)),
      HASTY,
    );
    assert.deepEqual([status, said.kind], [504, 'timeout']);
    assert.ok(ms < 3_000, `${ms} ms`);
    await until(() => gone, 'it is read on');
  },

  async 'an answer that never ends, in pieces of a byte: ended by its time, or by how many pieces there are'(given) {
    const { status, said, ms } = await met(given, inPieces(), HASTY);
    assert.ok(['504 timeout', '502 decode'].includes(`${status} ${said.kind}`), `${status} ${said.kind}`);
    assert.ok(ms < 15_000, `${ms} ms`);
  },

  async 'an answer that says that it is larger is not waited for'(given) {
    const { status, said, ms } = await met(given, declared());
    assert.deepEqual([status, said.kind], [502, 'decode']);
    assert.ok(ms < 3_000, `${ms} ms`);
  },

  async '5,000 levels of nesting, closed or not, and values without number: 502; 400 levels arrive'(given) {
    for (const reply of [nested(5_000), nested(5_000, '{"a":', '}'), nested(501), brackets()]) {
      const { status, said } = await met(given, reply);
      assert.deepEqual([status, said.kind], [502, 'decode']);
    }
    const { status, said } = await met(given, nested(400));
    assert.equal(status, 200);
    assert.equal(JSON.stringify(said.data.list[0].future), `${'['.repeat(400)}1${']'.repeat(400)}`);
  },

  async 'more bytes than maxAnswerBytes: 502; fewer arrive'(given) {
    const path = '/small/listCpnItemByMember';
    const { status, said } = await met(given, large(0.02), path);
    assert.deepEqual([status, said.kind], [502, 'decode']);
    assert.equal((await met(given, large(0.018), path)).status, 200);
  },

  async 'the first 500 characters of a message of megabytes, whole ones and without an id'(given) {
    for (const [msg, expected] of [
      ['豪'.repeat(1_100_000), '豪'.repeat(500)],
      ['😀'.repeat(825_000), '😀'.repeat(500)],
      [`a${'😀'.repeat(825_000)}`, `a${'😀'.repeat(499)}`],
      ['x'.repeat(500), 'x'.repeat(500)],
      [MEMBER.repeat(250_000), `${'***'.repeat(166)}**`],
      [`${'x'.repeat(494)}${MEMBER}${'y'.repeat(1_000)}`, `${'x'.repeat(494)}***yyy`],
    ]) {
      const { status, said } = await met(given, refusing(msg));
      assert.equal(status, 200);
      assert.deepEqual(said, { msg: expected, code: 5 });
    }
  },

  async 'what kind of trouble there is, and which request it was; nothing else'(given) {
    const { crm, admin: session } = given;
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
      ['slow-body=3000', '/hasty', 504, 'timeout'],
    ])) {
      crm.fault = fault;
      const { headers, text } = await answerTo(given, { path: `${path}/listCpnItemByMember`, session, body: { memberId: MEMBER } });
      const { title, ...said } = JSON.parse(text);
      assert.equal(typeof title, 'string');
      assert.deepEqual(said, { status, kind, requestId: headers['x-request-id'] }, fault);
    }
  },

  async 'a redirect is not followed: no header and no param reaches another host, and a loop costs one request'(given) {
    const { crm, admin: session } = given;
    /** @type {string[]} */
    const strayed = [];
    const elsewhere = createServer((request, response) => {
      strayed.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
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
          const before = crm.asked;
          // One that would try again what may end otherwise.
          const { text } = await refused(given, { path: PATIENT, session, body: { memberId: MEMBER } }, ...NO_USABLE_ANSWER);
          assert.deepEqual([JSON.parse(text).kind, crm.asked], ['http', before + 1], `${status} ${location}`);
        }
      }
    } finally {
      crm.reset();
      elsewhere.close();
      elsewhere.closeAllConnections();
    }
    assert.deepEqual(strayed, []);
    await served(given, { path: PATIENT, session, body: { memberId: MEMBER } });
  },
};

runAlone('hostile.js', hostile);
