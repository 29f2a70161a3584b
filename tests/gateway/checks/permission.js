// @ts-check
// Who may query whose coupons.
import assert from 'node:assert/strict';
import { ADMIN, expectCoupons, expectRefusalBeforeCrm, MEMBER, OTHER, platformIdOf, send, wait } from '../fixture.js';
import { runAlone } from '../run-alone.js';

/** @param {{ list: { id: string }[] }} answer */
const idsOf = ({ list }) => list.map(({ id }) => id);

const base64 = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @type {import('../fixture.js').Checks} */
export const permission = {
  async 'a member gets its own coupons, with a bearer token and with a cookie'(fixture) {
    const body = { memberId: MEMBER };
    const byToken = await expectCoupons(fixture, { session: fixture.member, body });
    const byCookie = await expectCoupons(fixture, { cookie: fixture.member, body, headers: { 'sec-fetch-site': 'same-origin' } });
    assert.ok(byToken.list.length > 0);
    assert.deepEqual(byCookie.list, byToken.list);
    assert.ok(byToken.list.every(({ openid }) => openid === platformIdOf(MEMBER)));
  },

  async 'an admin gets the coupons of any member, by either id'(fixture) {
    const session = fixture.admin;
    const byMember = await expectCoupons(fixture, { session, body: { memberId: OTHER } });
    const byPlatform = await expectCoupons(fixture, { session, body: { platformId: platformIdOf(OTHER) } });
    assert.ok(byMember.list.every(({ openid }) => openid === platformIdOf(OTHER)));
    assert.deepEqual(idsOf(byPlatform), idsOf(byMember));
  },

  async 'a refusal of the CRM is passed on with its message'(fixture) {
    const { status, text } = await send(fixture, { session: fixture.admin, body: { memberId: 'SANDBOXNOBODY' } });
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(text), { msg: '会员不存在', code: 1012 });
  },

  async 'a missing or forged session'(fixture) {
    const body = { memberId: MEMBER };
    const ask = (/** @type {import('../../support/raw-http.js').Asked} */ request) =>
      expectRefusalBeforeCrm(fixture, { body, ...request }, 401, 'not authorized');
    await ask({});
    await ask({ headers: { authorization: '' } });
    await ask({ headers: { authorization: 'Basic c2FuZGJveDpzYW5kYm94' } });
    await ask({ session: 'nobody' });
    await ask({ session: await fixture.session(MEMBER, { secret: 'another secret than the server has' }) });
    await ask({ session: await fixture.session(MEMBER, { seconds: -1 }) });
    await ask({ session: fixture.member.slice(0, -2) });
    const [, payload] = fixture.member.split('.');
    await ask({ session: `${base64({ alg: 'none' })}.${payload}.` });
    await ask({ session: `${base64({ alg: 'HS256' })}.${base64({ sub: MEMBER, exp: 2_000_000_000 })}.${fixture.member.split('.')[2]}` });
    await ask({ cookie: 'nobody', headers: { 'sec-fetch-site': 'same-origin' } });
  },

  async 'an expired session'(fixture) {
    const session = await fixture.session(MEMBER, { seconds: 2 });
    await expectCoupons(fixture, { session, body: { memberId: MEMBER } });
    await wait(2_100);
    await expectRefusalBeforeCrm(fixture, { session, body: { memberId: MEMBER } }, 401, 'not authorized');
  },

  async "another member's id is refused if authorize compares ids"(fixture) {
    const ask = (/** @type {object} */ body) => expectRefusalBeforeCrm(fixture, { session: fixture.member, body }, 403, 'not allowed');
    await ask({ memberId: OTHER });
    await ask({ platformId: platformIdOf(OTHER) });
    await ask({ memberId: MEMBER, platformId: platformIdOf(OTHER) });
    await ask({ memberId: MEMBER.replace('X', 'X ') });
    await expectRefusalBeforeCrm(fixture, { session: fixture.member, body: { memberId: `${MEMBER} ` } }, 400, 'malformed query');
    await ask({ memberId: MEMBER.toLowerCase() });
    await ask({ memberId: 'SANDBOXNOBODY' });
    const almost = await fixture.session(MEMBER, { admin: 'true' });
    await expectRefusalBeforeCrm(fixture, { session: almost, body: { memberId: OTHER } }, 403, 'not allowed');
  },

  async "another member's id is ignored if authorize replaces ids"(fixture) {
    const path = '/replaced-ids/listCpnItemByMember';
    const own = await expectCoupons(fixture, { path, session: fixture.member, body: { memberId: MEMBER } });
    for (const body of [{ memberId: OTHER }, { platformId: platformIdOf(OTHER) }, { memberId: OTHER, platformId: platformIdOf(OTHER) }]) {
      const { list } = await expectCoupons(fixture, { path, session: fixture.member, body });
      assert.deepEqual(list, own.list);
    }
    await expectRefusalBeforeCrm(fixture, { path, body: { memberId: OTHER } }, 401, 'not authorized');
  },

  async 'ids of two different members: the CRM refuses, even for an admin'(fixture) {
    const body = { memberId: MEMBER, platformId: platformIdOf(OTHER) };
    const { status, text } = await send(fixture, { session: fixture.admin, body });
    assert.deepEqual([status, JSON.parse(text)], [200, { msg: '会员ID和平台ID不属于同一会员', code: 1011 }]);
  },

  async 'an envelope captured on its way to the CRM is not a query'(fixture) {
    const { crm, member, admin } = fixture;
    await expectCoupons(fixture, { session: member, body: { memberId: MEMBER } });
    const envelope = /** @type {string} */ (crm.bodies.at(-1));
    assert.deepEqual(Object.keys(JSON.parse(envelope)).sort(), ['channel', 'param', 'timestamp']);
    await expectRefusalBeforeCrm(fixture, { body: envelope }, 400, 'malformed query');
    await expectRefusalBeforeCrm(fixture, { session: member, body: envelope }, 400, 'malformed query');
    await expectRefusalBeforeCrm(fixture, { session: admin, body: envelope }, 400, 'malformed query');
    await expectRefusalBeforeCrm(fixture, { session: admin, body: { memberId: MEMBER, ...JSON.parse(envelope) } }, 400, 'malformed query');
  },

  async 'an `authorize` that throws, hangs or returns an invalid value lets nobody through, and the answer reveals nothing'(fixture) {
    /** @type {Record<string, [number, string]>} */
    const expected = {
      throws: [401, 'not authorized'],
      rejects: [401, 'not authorized'],
      // 503 and not 401, because 401 would log the caller out.
      hangs: [503, 'authorization unavailable'],
      nothing: [401, 'not authorized'],
      thrownGetter: [401, 'not authorized'],
      thrownProxy: [401, 'not authorized'],
      thrownRevoked: [401, 'not authorized'],
      proxy: [401, 'not authorized'],
      null: [403, 'not allowed'],
      undefined: [403, 'not allowed'],
    };
    for (const result of [
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
      const [status, title] = expected[result] ?? [500, 'the gateway is set up wrongly'];
      const request = {
        path: '/unusual-authorize/listCpnItemByMember',
        session: fixture.admin,
        body: { memberId: MEMBER },
        headers: { 'x-authorize': result },
      };
      const { ms } = await expectRefusalBeforeCrm(fixture, request, status, title);
      if (result === 'hangs') assert.ok(ms > 250 && ms < 3_000, `${ms} ms`);
    }
  },

  async 'an `authorize` that throws Unavailable, for example because its session store is down: 503 with Retry-After'(fixture) {
    for (const [result, seconds] of /** @type {const} */ ([
      ['unavailable', 7],
      ['elsewhere', 7],
      ['soon', 1],
    ])) {
      const request = {
        path: '/unusual-authorize/listCpnItemByMember',
        session: fixture.member,
        body: { memberId: MEMBER },
        headers: { 'x-authorize': result },
      };
      const { headers } = await expectRefusalBeforeCrm(fixture, request, 503, 'authorization unavailable');
      assert.equal(headers['retry-after'], String(seconds), result);
    }
  },

  async 'results and errors of a rate limiter mean that a request is allowed, refused, or that the limit is unknown'(fixture) {
    const ask = (/** @type {string} */ says) => ({
      path: '/rate-limiter/listCpnItemByMember',
      session: fixture.member,
      body: { memberId: MEMBER },
      headers: { 'x-rate-limiter': says },
    });
    for (const says of ['room', 'true', 'success']) await expectCoupons(fixture, ask(says));
    for (const [says, seconds] of /** @type {const} */ ([
      ['false', 1],
      ['failure', 1],
      ['later', 7],
      ['rejects', 7],
    ])) {
      const { headers } = await expectRefusalBeforeCrm(fixture, ask(says), 429, 'rate limited');
      assert.equal(headers['retry-after'], String(seconds), says);
    }
    for (const [says, seconds] of /** @type {const} */ ([
      ['unavailable', 7],
      ['null', 1],
      ['getter', 1],
      ['proxy', 1],
      ['revoked', 1],
    ])) {
      const { headers } = await expectRefusalBeforeCrm(fixture, ask(says), 503, 'rate limit unknown');
      assert.equal(headers['retry-after'], String(seconds), says);
    }
  },

  async 'a refusal does not reveal whether a member exists'(fixture) {
    const answers = [];
    for (const memberId of [OTHER, 'SANDBOXNOBODY', ADMIN]) {
      const { status, text } = await expectRefusalBeforeCrm(fixture, { session: fixture.member, body: { memberId } }, 403, 'not allowed');
      // The request id is random.
      const { requestId, ...said } = JSON.parse(text);
      answers.push({ status, said });
    }
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
  },
};

runAlone('permission.js', permission);
