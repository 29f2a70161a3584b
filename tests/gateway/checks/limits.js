// @ts-check
// Rate limit, concurrency limit, request coalescing, cache and time-outs. The CRM holds its answers back, so that the checks do
// not depend on the speed of the machine.
import assert from 'node:assert/strict';
import { checkRefusal, expectCoupons, expectRefusal, expectRefusalBeforeCrm, MEMBER, OTHER, send, wait } from '../fixture.js';
import { runAlone } from '../run-alone.js';

const MEMBERS = [MEMBER, OTHER, 'SANDBOXSTATUS', 'SANDBOXPERIOD', 'SANDBOXNONE00', 'SANDBOXSPARSE'];

/** @param {import('../../support/raw-http.js').Answer} answer */
const retryAfter = ({ headers }) => Number(headers['retry-after']);

/** @type {import('../fixture.js').Checks} */
export const limits = {
  async 'each caller has a rate limit of its own, and a refusal has Retry-After'(fixture) {
    const path = '/rate-limit/listCpnItemByMember';
    const body = { memberId: MEMBER };
    // A new session, which still belongs to the same caller.
    const session = await fixture.session(MEMBER);
    for (let times = 0; times < 3; times += 1) await expectCoupons(fixture, { path, session, body });
    const answer = await expectRefusalBeforeCrm(fixture, { path, session: fixture.member, body }, 429, 'rate limited');
    assert.ok(retryAfter(answer) >= 1 && retryAfter(answer) <= 2, answer.head);
    await expectCoupons(fixture, { path, session: await fixture.session(OTHER), body: { memberId: OTHER } });
    // The limit of an admin does not depend on the queried member.
    await expectCoupons(fixture, { path, session: fixture.admin, body });
    await wait(retryAfter(answer) * 1_000 + 50);
    await expectCoupons(fixture, { path, session, body });
    for (let times = 0; times < 2; times += 1) await expectCoupons(fixture, { path, session: fixture.admin, body: { memberId: MEMBERS[times] } });
    await wait(0);
    const sent = MEMBERS.map((memberId) => send(fixture, { path, session: fixture.admin, body: { memberId } }));
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    assert.ok(statuses.filter((status) => status === 429).length >= 3, statuses.join());
  },

  async 'a refused request does not count towards the limit of the queried member'(fixture) {
    const path = '/rate-limit/listCpnItemByMember';
    for (let times = 0; times < 5; times += 1)
      await expectRefusalBeforeCrm(fixture, { path, session: fixture.member, body: { memberId: OTHER } }, 403, 'not allowed');
    await wait(2_050);
    await expectCoupons(fixture, { path, session: await fixture.session(OTHER), body: { memberId: OTHER } });
  },

  async 'equal concurrent queries share one call, different ones do not'(fixture) {
    const { crm, admin: session } = fixture;
    crm.holding = true;
    const before = crm.requests;
    const equal = Array.from({ length: 5 }, () => expectCoupons(fixture, { session, body: { memberId: MEMBER } }));
    const own = expectCoupons(fixture, { session: fixture.member, body: { memberId: MEMBER } });
    const other = expectCoupons(fixture, { session, body: { memberId: OTHER } });
    await crm.until(before + 2);
    await wait(150);
    assert.equal(crm.requests, before + 2);
    crm.release();
    const [first, ...rest] = await Promise.all([...equal, own]);
    for (const { list } of rest) assert.deepEqual(list, first.list);
    assert.notDeepEqual((await other).list, first.list);
    await expectCoupons(fixture, { session, body: { memberId: MEMBER } });
    assert.equal(crm.requests, before + 3);
  },

  async 'an answer is cached until it expires, a refusal is not cached'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/cache/listCpnItemByMember';
    const before = crm.requests;
    const ask = (/** @type {string} */ memberId) => send(fixture, { path, session, body: { memberId } });
    for (let times = 0; times < 3; times += 1) assert.equal((await ask(MEMBER)).status, 200);
    assert.equal(crm.requests, before + 1);
    await wait(700);
    await ask(MEMBER);
    assert.equal(crm.requests, before + 2);
    for (let times = 0; times < 2; times += 1) await ask('SANDBOXNOBODY');
    assert.equal(crm.requests, before + 4);
    await wait(700);
    crm.fault = 'html';
    for (let times = 0; times < 2; times += 1) checkRefusal(fixture, await ask(MEMBER), 502, 'no usable answer from the CRM');
    assert.equal(crm.requests, before + 6);
    crm.reset();
    assert.equal((await ask(MEMBER)).status, 200);
  },

  async 'a cached answer needs the same permission'(fixture) {
    const path = '/cache/listCpnItemByMember';
    await expectCoupons(fixture, { path, session: fixture.admin, body: { memberId: OTHER } });
    await expectRefusalBeforeCrm(fixture, { path, session: fixture.member, body: { memberId: OTHER } }, 403, 'not allowed');
    await expectRefusalBeforeCrm(fixture, { path, body: { memberId: OTHER } }, 401, 'not authorized');
  },

  async 'the cache is limited in bytes'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/small-cache/listCpnItemByMember';
    const ask = async (/** @type {string} */ memberId) => {
      const { answer } = await expectCoupons(fixture, { path, session, body: { memberId } });
      return new TextEncoder().encode(answer.text).length;
    };
    const before = crm.requests;
    // An answer larger than the cache is not stored and evicts nothing.
    await ask('SANDBOXNONE00');
    const large = await ask('SANDBOX010000');
    assert.ok(large > 10_000);
    await ask('SANDBOX010000');
    assert.equal(crm.requests, before + 3);
    await ask('SANDBOXNONE00');
    assert.equal(crm.requests, before + 3);
    // Answers that fit only one by one evict each other.
    let bytes = 0;
    for (const memberId of MEMBERS.filter((memberId) => memberId !== 'SANDBOXNONE00')) bytes += await ask(memberId);
    assert.ok(bytes > 10_000, `${bytes} bytes`);
    assert.equal(crm.requests, before + 3 + MEMBERS.length - 1);
    await ask('SANDBOXNONE00');
    assert.equal(crm.requests, before + 3 + MEMBERS.length);
  },

  async 'concurrent calls and waiting calls are limited'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/one-call/listCpnItemByMember';
    crm.holding = true;
    crm.maxConcurrent = 0;
    const before = crm.requests;
    const first = expectCoupons(fixture, { path, session, body: { memberId: MEMBERS[0] } });
    await crm.until(before + 1);
    const second = expectCoupons(fixture, { path, session, body: { memberId: MEMBERS[1] } });
    await wait(150);
    for (const memberId of MEMBERS.slice(2)) {
      const answer = await expectRefusalBeforeCrm(fixture, { path, session, body: { memberId } }, 503, 'too many calls at once');
      assert.equal(retryAfter(answer), 1);
    }
    // An equal query joins the running call and takes no place.
    const third = expectCoupons(fixture, { path, session: fixture.member, body: { memberId: MEMBERS[0] } });
    await wait(100);
    assert.equal(crm.requests, before + 1);
    crm.release();
    await Promise.all([first, second, third]);
    assert.deepEqual([crm.requests, crm.maxConcurrent], [before + 2, 1]);
    await expectCoupons(fixture, { path, session, body: { memberId: MEMBERS[3] } });
  },

  async 'a call that waits for its next attempt takes no place in the concurrency limit'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/one-call-retry/listCpnItemByMember';
    try {
      const before = crm.requests;
      crm.fault = '503=2';
      const patient = send(fixture, { path, session, body: { memberId: MEMBERS[0] } });
      await crm.until(before + 1);
      await wait(200);
      crm.fault = '';
      for (const memberId of MEMBERS.slice(1, 5)) {
        const { answer } = await expectCoupons(fixture, { path, session, body: { memberId } });
        assert.ok(answer.ms < 1_500, `${answer.ms} ms`);
      }
      // Its second attempt waits in the queue like any other call.
      crm.holding = true;
      const running = expectCoupons(fixture, { path, session, body: { memberId: MEMBERS[5] } });
      await crm.until(before + 6);
      await wait(2_000);
      assert.equal(crm.requests, before + 6);
      crm.release();
      await running;
      const { status, ms } = await patient;
      assert.deepEqual([status, crm.requests], [200, before + 7]);
      assert.ok(ms > 1_900, `${ms} ms`);
    } finally {
      crm.reset();
    }
  },

  async 'a CRM that does not answer in time: 504, also for queries that joined the call'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/short-timeout/listCpnItemByMember';
    try {
      crm.holding = true;
      const request = { path, session, body: { memberId: MEMBER } };
      const answers = await Promise.all([expectRefusal(fixture, request, 504, 'the CRM is late'), expectRefusal(fixture, request, 504, 'the CRM is late')]);
      for (const answer of answers) {
        assert.ok(answer.ms > 350 && answer.ms < 3_000, `${answer.ms} ms`);
        assert.ok(retryAfter(answer) >= 1);
      }
    } finally {
      crm.reset();
    }
    await expectCoupons(fixture, { path, session, body: { memberId: MEMBER } });
  },

  async 'a CRM that does not answer in time: 504, also for queued calls, because the time in the queue counts'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/one-call-short-deadline/listCpnItemByMember';
    const ask = (/** @type {number} */ at) => expectRefusal(fixture, { path, session, body: { memberId: MEMBERS[at] } }, 504, 'the CRM is late');
    try {
      crm.holding = true;
      const before = crm.requests;
      const first = ask(0);
      await crm.until(before + 1);
      const queued = [ask(1), ask(2)];
      await wait(150);
      assert.equal(crm.requests, before + 1);
      for (const answer of await Promise.all([first, ...queued])) {
        assert.ok(answer.ms > 1_400 && answer.ms < 2_300, `${answer.ms} ms`);
        assert.ok(retryAfter(answer) >= 1);
      }
    } finally {
      crm.reset();
    }
    await expectCoupons(fixture, { path, session, body: { memberId: MEMBERS[1] } });
  },

  async 'a CRM that sends its answer too slowly: 504'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/short-timeout/listCpnItemByMember';
    try {
      crm.fault = 'slow-body=3000';
      await expectRefusal(fixture, { path, session, body: { memberId: MEMBER } }, 504, 'the CRM is late');
    } finally {
      crm.reset();
    }
  },

  async 'failed attempts are retried'(fixture) {
    const { crm, admin: session } = fixture;
    const before = crm.requests;
    try {
      crm.fault = `503, times=2, fault-id=patient-${before}-${Math.random()}`;
      await expectCoupons(fixture, { path: '/retry/listCpnItemByMember', session, body: { memberId: MEMBER } });
      assert.equal(crm.requests, before + 3);
    } finally {
      crm.reset();
    }
  },

  async "the CRM's Retry-After is passed on"(fixture) {
    const { crm, admin: session } = fixture;
    const request = { session, body: { memberId: MEMBER } };
    try {
      for (const [fault, seconds] of /** @type {const} */ ([
        ['429=17', 17],
        ['503=41', 41],
        ['429', 1],
        ['503', 1],
      ])) {
        crm.fault = fault;
        assert.equal(retryAfter(await expectRefusal(fixture, request, 503, 'the CRM is busy')), seconds, fault);
      }
      crm.fault = '429-date=30';
      const inSeconds = retryAfter(await expectRefusal(fixture, request, 503, 'the CRM is busy'));
      assert.ok(inSeconds >= 28 && inSeconds <= 31, String(inSeconds));
    } finally {
      crm.reset();
    }
  },
};

runAlone('limits.js', limits);
