// @ts-check
// Who may ask, and for what.
import assert from 'node:assert/strict';
import { ADMIN, answerTo, keptOut, MEMBER, OTHER, platformIdOf, served, wait } from '../given.js';
import { runAlone } from '../run-alone.js';

/** @param {{ list: { id: string }[] }} answer */
const idsOf = ({ list }) => list.map(({ id }) => id);

const base64 = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @type {import('../given.js').Checks} */
export const permission = {
  async 'a member gets its own coupons, with a bearer token and with a cookie'(given) {
    const body = { memberId: MEMBER };
    const byToken = await served(given, { session: given.member, body });
    const byCookie = await served(given, { cookie: given.member, body, headers: { 'sec-fetch-site': 'same-origin' } });
    assert.ok(byToken.list.length > 0);
    assert.deepEqual(byCookie.list, byToken.list);
    assert.ok(byToken.list.every(({ openid }) => openid === platformIdOf(MEMBER)));
  },

  async 'an admin gets any, by either id'(given) {
    const session = given.admin;
    const byMember = await served(given, { session, body: { memberId: OTHER } });
    const byPlatform = await served(given, { session, body: { platformId: platformIdOf(OTHER) } });
    assert.ok(byMember.list.every(({ openid }) => openid === platformIdOf(OTHER)));
    assert.deepEqual(idsOf(byPlatform), idsOf(byMember));
  },

  async "the CRM's own refusal arrives in its words"(given) {
    const { status, text } = await answerTo(given, { session: given.admin, body: { memberId: 'SANDBOXNOBODY' } });
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(text), { msg: '会员不存在', code: 1012 });
  },

  async 'no session, or one that nobody gave out'(given) {
    const body = { memberId: MEMBER };
    const ask = (/** @type {import('../../support/raw-http.js').Asked} */ asked) => keptOut(given, { body, ...asked }, 401, 'not authorized');
    await ask({});
    await ask({ headers: { authorization: '' } });
    await ask({ headers: { authorization: 'Basic c2FuZGJveDpzYW5kYm94' } });
    await ask({ session: 'nobody' });
    await ask({ session: await given.session(MEMBER, { secret: 'another secret than the server has' }) });
    await ask({ session: await given.session(MEMBER, { seconds: -1 }) });
    await ask({ session: given.member.slice(0, -2) });
    const [, payload] = given.member.split('.');
    await ask({ session: `${base64({ alg: 'none' })}.${payload}.` });
    await ask({ session: `${base64({ alg: 'HS256' })}.${base64({ sub: MEMBER, exp: 2_000_000_000 })}.${given.member.split('.')[2]}` });
    await ask({ cookie: 'nobody', headers: { 'sec-fetch-site': 'same-origin' } });
  },

  async 'a session that has ended since'(given) {
    const session = await given.session(MEMBER, { seconds: 2 });
    await served(given, { session, body: { memberId: MEMBER } });
    await wait(2_100);
    await keptOut(given, { session, body: { memberId: MEMBER } }, 401, 'not authorized');
  },

  async "another member's id, where the policy compares"(given) {
    const ask = (/** @type {object} */ body) => keptOut(given, { session: given.member, body }, 403, 'not allowed');
    await ask({ memberId: OTHER });
    await ask({ platformId: platformIdOf(OTHER) });
    await ask({ memberId: MEMBER, platformId: platformIdOf(OTHER) });
    await ask({ memberId: MEMBER.replace('X', 'X ') });
    await keptOut(given, { session: given.member, body: { memberId: `${MEMBER} ` } }, 400, 'malformed query');
    await ask({ memberId: MEMBER.toLowerCase() });
    await ask({ memberId: 'SANDBOXNOBODY' });
    const almost = await given.session(MEMBER, { admin: 'true' });
    await keptOut(given, { session: almost, body: { memberId: OTHER } }, 403, 'not allowed');
  },

  async "another member's id, where the policy replaces: the caller's own coupons"(given) {
    const path = '/own/listCpnItemByMember';
    const own = await served(given, { path, session: given.member, body: { memberId: MEMBER } });
    for (const body of [{ memberId: OTHER }, { platformId: platformIdOf(OTHER) }, { memberId: OTHER, platformId: platformIdOf(OTHER) }]) {
      const { list } = await served(given, { path, session: given.member, body });
      assert.deepEqual(list, own.list);
    }
    await keptOut(given, { path, body: { memberId: OTHER } }, 401, 'not authorized');
  },

  async 'two ids of two members: no coupons, whoever asks'(given) {
    const body = { memberId: MEMBER, platformId: platformIdOf(OTHER) };
    const { status, text } = await answerTo(given, { session: given.admin, body });
    assert.deepEqual([status, JSON.parse(text)], [200, { msg: '会员ID和平台ID不属于同一会员', code: 1011 }]);
  },

  async 'an envelope that was captured on its way to the CRM'(given) {
    const { crm, member, admin } = given;
    await served(given, { session: member, body: { memberId: MEMBER } });
    const envelope = /** @type {string} */ (crm.bodies.at(-1));
    assert.deepEqual(Object.keys(JSON.parse(envelope)).sort(), ['channel', 'param', 'timestamp']);
    await keptOut(given, { body: envelope }, 400, 'malformed query');
    await keptOut(given, { session: member, body: envelope }, 400, 'malformed query');
    await keptOut(given, { session: admin, body: envelope }, 400, 'malformed query');
    await keptOut(given, { session: admin, body: { memberId: MEMBER, ...JSON.parse(envelope) } }, 400, 'malformed query');
  },

  async 'an `authorize` that throws, hangs or returns rubbish lets nobody through, and says nothing'(given) {
    /** @type {Record<string, [number, string]>} */
    const expected = {
      throws: [401, 'not authorized'],
      rejects: [401, 'not authorized'],
      // It cannot tell, which logs nobody out.
      hangs: [503, 'authorization unavailable'],
      nothing: [401, 'not authorized'],
      thrownGetter: [401, 'not authorized'],
      thrownProxy: [401, 'not authorized'],
      thrownRevoked: [401, 'not authorized'],
      proxy: [401, 'not authorized'],
      null: [403, 'not allowed'],
      undefined: [403, 'not allowed'],
    };
    for (const odd of [
      'throws',
      'rejects',
      'hangs',
      'null',
      'undefined',
      'true',
      'text',
      'list',
      'empty',
      'blank',
      'number',
      'more',
      'function',
      'getter',
      'nothing',
      'thrownGetter',
      'thrownProxy',
      'thrownRevoked',
      'proxy',
    ]) {
      const [status, title] = expected[odd] ?? [500, 'the gateway is set up wrongly'];
      const asked = { path: '/odd/listCpnItemByMember', session: given.admin, body: { memberId: MEMBER }, headers: { 'x-odd': odd } };
      const { ms } = await keptOut(given, asked, status, title);
      if (odd === 'hangs') assert.ok(ms > 250 && ms < 3_000, `${ms} ms`);
    }
  },

  async 'an `authorize` that cannot tell now, as long as a session store is away: 503 with Retry-After, which logs nobody out'(given) {
    for (const [odd, seconds] of /** @type {const} */ ([
      ['unavailable', 7],
      ['elsewhere', 7],
      ['soon', 1],
    ])) {
      const asked = { path: '/odd/listCpnItemByMember', session: given.member, body: { memberId: MEMBER }, headers: { 'x-odd': odd } };
      const { headers } = await keptOut(given, asked, 503, 'authorization unavailable');
      assert.equal(headers['retry-after'], String(seconds), odd);
    }
  },

  async 'whatever a rate limiter says or throws, it is room, none, or nobody knows'(given) {
    const ask = (/** @type {string} */ says) => ({
      path: '/limited/listCpnItemByMember',
      session: given.member,
      body: { memberId: MEMBER },
      headers: { 'x-limiter': says },
    });
    for (const says of ['room', 'true', 'success']) await served(given, ask(says));
    for (const [says, seconds] of /** @type {const} */ ([
      ['false', 1],
      ['failure', 1],
      ['later', 7],
      ['rejects', 7],
    ])) {
      const { headers } = await keptOut(given, ask(says), 429, 'rate limited');
      assert.equal(headers['retry-after'], String(seconds), says);
    }
    for (const [says, seconds] of /** @type {const} */ ([
      ['unavailable', 7],
      ['null', 1],
      ['getter', 1],
      ['proxy', 1],
      ['revoked', 1],
    ])) {
      const { headers } = await keptOut(given, ask(says), 503, 'rate limit unknown');
      assert.equal(headers['retry-after'], String(seconds), says);
    }
  },

  async 'what a refusal says does not tell members from strangers'(given) {
    const answers = [];
    for (const memberId of [OTHER, 'SANDBOXNOBODY', ADMIN]) {
      const { status, text } = await keptOut(given, { session: given.member, body: { memberId } }, 403, 'not allowed');
      // Random, as `keptOut` has checked it.
      const { requestId, ...said } = JSON.parse(text);
      answers.push({ status, said });
    }
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
  },
};

runAlone('permission.js', permission);
