// @ts-check
// What keeps it standing: limits, time-outs and the cache. The CRM is held, so that nothing here depends on how fast a machine is.
import assert from 'node:assert/strict';
import { answerTo, checkRefusal, keptOut, MEMBER, OTHER, refused, served, wait } from '../given.js';
import { runAlone } from '../run-alone.js';

const MEMBERS = [MEMBER, OTHER, 'SANDBOXSTATUS', 'SANDBOXPERIOD', 'SANDBOXNONE00', 'SANDBOXSPARSE'];

/** @param {import('../../support/raw-http.js').Answer} answer */
const retryAfter = ({ headers }) => Number(headers['retry-after']);

/** @type {import('../given.js').Checks} */
export const standing = {
  async 'a rate limit for each caller, with Retry-After; two callers share none'(given) {
    const path = '/few/listCpnItemByMember';
    const body = { memberId: MEMBER };
    // A caller of its own, so that the check can be run again at once.
    const session = await given.session(MEMBER);
    for (let times = 0; times < 3; times += 1) await served(given, { path, session, body });
    const answer = await keptOut(given, { path, session: given.member, body }, 429, 'rate limited');
    assert.ok(retryAfter(answer) >= 1 && retryAfter(answer) <= 2, answer.head);
    await served(given, { path, session: await given.session(OTHER), body: { memberId: OTHER } });
    // An admin is counted by itself, not by whom it asks for.
    await served(given, { path, session: given.admin, body });
    await wait(retryAfter(answer) * 1_000 + 50);
    await served(given, { path, session, body });
    for (let times = 0; times < 2; times += 1) await served(given, { path, session: given.admin, body: { memberId: MEMBERS[times] } });
    await wait(0);
    const asked = MEMBERS.map((memberId) => answerTo(given, { path, session: given.admin, body: { memberId } }));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    assert.ok(statuses.filter((status) => status === 429).length >= 3, statuses.join());
  },

  async 'whoever is not let in uses up nobody’s limit'(given) {
    const path = '/few/listCpnItemByMember';
    for (let times = 0; times < 5; times += 1) await keptOut(given, { path, session: given.member, body: { memberId: OTHER } }, 403, 'not allowed');
    await wait(2_050);
    await served(given, { path, session: await given.session(OTHER), body: { memberId: OTHER } });
  },

  async 'equal questions under way are asked once; different ones are not'(given) {
    const { crm, admin: session } = given;
    crm.holding = true;
    const before = crm.asked;
    const equal = Array.from({ length: 5 }, () => served(given, { session, body: { memberId: MEMBER } }));
    const own = served(given, { session: given.member, body: { memberId: MEMBER } });
    const other = served(given, { session, body: { memberId: OTHER } });
    await crm.until(before + 2);
    await wait(150);
    assert.equal(crm.asked, before + 2);
    crm.release();
    const [first, ...rest] = await Promise.all([...equal, own]);
    for (const { list } of rest) assert.deepEqual(list, first.list);
    assert.notDeepEqual((await other).list, first.list);
    await served(given, { session, body: { memberId: MEMBER } });
    assert.equal(crm.asked, before + 3);
  },

  async 'an answer is remembered for a moment, a refusal is not'(given) {
    const { crm, admin: session } = given;
    const path = '/remembering/listCpnItemByMember';
    const before = crm.asked;
    const ask = (/** @type {string} */ memberId) => answerTo(given, { path, session, body: { memberId } });
    for (let times = 0; times < 3; times += 1) assert.equal((await ask(MEMBER)).status, 200);
    assert.equal(crm.asked, before + 1);
    await wait(700);
    await ask(MEMBER);
    assert.equal(crm.asked, before + 2);
    for (let times = 0; times < 2; times += 1) await ask('SANDBOXNOBODY');
    assert.equal(crm.asked, before + 4);
    await wait(700);
    crm.fault = 'html';
    for (let times = 0; times < 2; times += 1) checkRefusal(given, await ask(MEMBER), 502, 'no usable answer from the CRM');
    assert.equal(crm.asked, before + 6);
    crm.reset();
    assert.equal((await ask(MEMBER)).status, 200);
  },

  async 'what is remembered is for those alone who may ask for it'(given) {
    const path = '/remembering/listCpnItemByMember';
    await served(given, { path, session: given.admin, body: { memberId: OTHER } });
    await keptOut(given, { path, session: given.member, body: { memberId: OTHER } }, 403, 'not allowed');
    await keptOut(given, { path, body: { memberId: OTHER } }, 401, 'not authorized');
  },

  async 'the cache has a bound in bytes'(given) {
    const { crm, admin: session } = given;
    const path = '/bounded/listCpnItemByMember';
    const ask = async (/** @type {string} */ memberId) => (await served(given, { path, session, body: { memberId } })).answer.text.length;
    const before = crm.asked;
    // One that has no room by itself is asked for each time, and pushes nothing else out.
    await ask('SANDBOXNONE00');
    const large = await ask('SANDBOX010000');
    assert.ok(large > 20_000);
    await ask('SANDBOX010000');
    assert.equal(crm.asked, before + 3);
    await ask('SANDBOXNONE00');
    assert.equal(crm.asked, before + 3);
    // Those that have room one by one push each other out.
    let bytes = 0;
    for (const memberId of MEMBERS.filter((memberId) => memberId !== 'SANDBOXNONE00')) bytes += 2 * (await ask(memberId));
    assert.ok(bytes > 20_000, `${bytes} bytes`);
    assert.equal(crm.asked, before + 3 + MEMBERS.length - 1);
    await ask('SANDBOXNONE00');
    assert.equal(crm.asked, before + 3 + MEMBERS.length);
  },

  async 'no more calls at once than it says, and no more that wait'(given) {
    const { crm, admin: session } = given;
    const path = '/narrow/listCpnItemByMember';
    crm.holding = true;
    crm.most = 0;
    const before = crm.asked;
    const first = served(given, { path, session, body: { memberId: MEMBERS[0] } });
    await crm.until(before + 1);
    const second = served(given, { path, session, body: { memberId: MEMBERS[1] } });
    await wait(150);
    for (const memberId of MEMBERS.slice(2)) {
      const answer = await keptOut(given, { path, session, body: { memberId } }, 503, 'too many calls at once');
      assert.equal(retryAfter(answer), 1);
    }
    // Whoever asks for the same joins, and takes no room.
    const third = served(given, { path, session: given.member, body: { memberId: MEMBERS[0] } });
    await wait(100);
    assert.equal(crm.asked, before + 1);
    crm.release();
    await Promise.all([first, second, third]);
    assert.deepEqual([crm.asked, crm.most], [before + 2, 1]);
    await served(given, { path, session, body: { memberId: MEMBERS[3] } });
  },

  async 'whoever waits before it asks again holds no place meanwhile'(given) {
    const { crm, admin: session } = given;
    const path = '/backing-off/listCpnItemByMember';
    try {
      const before = crm.asked;
      crm.fault = '503=2';
      const patient = answerTo(given, { path, session, body: { memberId: MEMBERS[0] } });
      await crm.until(before + 1);
      await wait(200);
      crm.fault = '';
      for (const memberId of MEMBERS.slice(1, 5)) {
        const { answer } = await served(given, { path, session, body: { memberId } });
        assert.ok(answer.ms < 1_500, `${answer.ms} ms`);
      }
      // Its second attempt takes its place in the queue as any other does.
      crm.holding = true;
      const running = served(given, { path, session, body: { memberId: MEMBERS[5] } });
      await crm.until(before + 6);
      await wait(2_000);
      assert.equal(crm.asked, before + 6);
      crm.release();
      await running;
      const { status, ms } = await patient;
      assert.deepEqual([status, crm.asked], [200, before + 7]);
      assert.ok(ms > 1_900, `${ms} ms`);
    } finally {
      crm.reset();
    }
  },

  async 'a CRM that does not answer in time: 504, for those too who wait with others'(given) {
    const { crm, admin: session } = given;
    const path = '/hasty/listCpnItemByMember';
    try {
      crm.holding = true;
      const asked = { path, session, body: { memberId: MEMBER } };
      const answers = await Promise.all([refused(given, asked, 504, 'the CRM is late'), refused(given, asked, 504, 'the CRM is late')]);
      for (const answer of answers) {
        assert.ok(answer.ms > 350 && answer.ms < 3_000, `${answer.ms} ms`);
        assert.ok(retryAfter(answer) >= 1);
      }
    } finally {
      crm.reset();
    }
    await served(given, { path, session, body: { memberId: MEMBER } });
  },

  async 'a CRM that does not answer in time: 504, also for those in the queue, whose time runs while they wait'(given) {
    const { crm, admin: session } = given;
    const path = '/queueing/listCpnItemByMember';
    const ask = (/** @type {number} */ at) => refused(given, { path, session, body: { memberId: MEMBERS[at] } }, 504, 'the CRM is late');
    try {
      crm.holding = true;
      const before = crm.asked;
      const first = ask(0);
      await crm.until(before + 1);
      const queued = [ask(1), ask(2)];
      await wait(150);
      assert.equal(crm.asked, before + 1);
      for (const answer of await Promise.all([first, ...queued])) {
        assert.ok(answer.ms > 1_400 && answer.ms < 2_300, `${answer.ms} ms`);
        assert.ok(retryAfter(answer) >= 1);
      }
    } finally {
      crm.reset();
    }
    await served(given, { path, session, body: { memberId: MEMBERS[1] } });
  },

  async 'a CRM that sends its answer drop by drop: 504'(given) {
    const { crm, admin: session } = given;
    const path = '/hasty/listCpnItemByMember';
    try {
      crm.fault = 'slow-body=3000';
      await refused(given, { path, session, body: { memberId: MEMBER } }, 504, 'the CRM is late');
    } finally {
      crm.reset();
    }
  },

  async 'what fails once is tried again'(given) {
    const { crm, admin: session } = given;
    const before = crm.asked;
    try {
      crm.fault = `503, times=2, fault-id=patient-${before}-${Math.random()}`;
      await served(given, { path: '/patient/listCpnItemByMember', session, body: { memberId: MEMBER } });
      assert.equal(crm.asked, before + 3);
    } finally {
      crm.reset();
    }
  },

  async "the CRM's Retry-After is passed on"(given) {
    const { crm, admin: session } = given;
    const asked = { session, body: { memberId: MEMBER } };
    try {
      for (const [fault, seconds] of /** @type {const} */ ([
        ['429=17', 17],
        ['503=41', 41],
        ['429', 1],
        ['503', 1],
      ])) {
        crm.fault = fault;
        assert.equal(retryAfter(await refused(given, asked, 503, 'the CRM is busy')), seconds, fault);
      }
      crm.fault = '429-date=30';
      const inSeconds = retryAfter(await refused(given, asked, 503, 'the CRM is busy'));
      assert.ok(inSeconds >= 28 && inSeconds <= 31, String(inSeconds));
    } finally {
      crm.reset();
    }
  },
};

runAlone('standing.js', standing);
