// @ts-check
// Work that one request begins and others wait for. In workerd each request has an end of its own, which takes its timers and connections with it.
import assert from 'node:assert/strict';
import { answerTo, health, keptOut, MEMBER, OTHER, served, wait } from '../given.js';
import { runAlone } from '../run-alone.js';

const MEMBERS = [MEMBER, OTHER, 'SANDBOXSTATUS', 'SANDBOXPERIOD', 'SANDBOXNONE00', 'SANDBOXSPARSE', 'SANDBOXEMOJI0', 'SANDBOXTILL00'];

/** @param {import('../given.js').Given} given @param {import('../../support/raw-http.js').Asked} asked a request whose client goes away when it is told to */
function leaving(given, asked) {
  const controller = new AbortController();
  const gone = assert.rejects(answerTo(given, { ...asked, signal: controller.signal }));
  return () => (controller.abort(), gone);
}

/** @type {import('../given.js').Checks} */
export const crossing = {
  async 'whoever began a call goes away: those who joined it are answered'(given) {
    const { crm, admin: session } = given;
    const asked = { session, body: { memberId: MEMBER } };
    crm.holding = true;
    const before = crm.asked;
    const leave = leaving(given, asked);
    await crm.until(before + 1);
    const joined = [served(given, asked), served(given, asked), served(given, { ...asked, session: given.member })];
    await wait(150);
    await leave();
    const late = served(given, asked);
    await wait(300);
    crm.release();
    const began = performance.now();
    const [first, ...others] = await Promise.all([...joined, late]);
    assert.ok(performance.now() - began < 3_000);
    for (const { list } of others) assert.deepEqual(list, first.list);
    assert.equal(crm.asked, before + 1);
    await served(given, asked);
  },

  async 'all go away: the next one is answered'(given) {
    const { crm, admin: session } = given;
    const asked = { session, body: { memberId: OTHER } };
    crm.holding = true;
    const before = crm.asked;
    const leave = [leaving(given, asked), leaving(given, asked)];
    await crm.until(before + 1);
    await wait(100);
    for (const go of leave) await go();
    await wait(300);
    const next = served(given, asked);
    await wait(50);
    crm.release();
    await next;
  },

  async 'whoever waited in the queue goes away: its turn is not lost'(given) {
    const { crm, admin: session } = given;
    const path = '/narrow/listCpnItemByMember';
    const ask = (/** @type {number} */ at) => ({ path, session, body: { memberId: MEMBERS[at] } });
    crm.holding = true;
    const before = crm.asked;
    const first = served(given, ask(0));
    await crm.until(before + 1);
    const leave = leaving(given, ask(1));
    await wait(150);
    await leave();
    await wait(300);
    crm.release();
    await first;
    for (const at of [2, 3, 1]) await served(given, ask(at));
    await Promise.all([served(given, ask(4)), served(given, ask(5))]);
  },

  async 'whoever holds the only turn goes away: the queue moves on'(given) {
    const { crm, admin: session } = given;
    const path = '/narrow/listCpnItemByMember';
    const ask = (/** @type {number} */ at) => ({ path, session, body: { memberId: MEMBERS[at] } });
    crm.holding = true;
    const before = crm.asked;
    const leave = leaving(given, ask(0));
    await crm.until(before + 1);
    const second = served(given, ask(1));
    await wait(150);
    await leave();
    await wait(300);
    crm.release();
    await second;
    for (const at of [2, 3, 0]) await served(given, ask(at));
  },

  async 'whoever looks whether the CRM is back goes away: the circuit closes all the same'(given) {
    const { crm, admin: session } = given;
    const path = '/breaking/listCpnItemByMember';
    const ask = (/** @type {number} */ at) => ({ path, session, body: { memberId: MEMBERS[at] } });
    try {
      crm.fault = 'status=500';
      let at = 0;
      for (; (await health(given, '/breaking')).crm !== 'open'; at = (at + 1) % MEMBERS.length) await answerTo(given, ask(at));
      await wait(800);
      crm.fault = '';
      crm.holding = true;
      const before = crm.asked;
      // The next one, not the one that opened it.
      const leave = leaving(given, ask(at));
      await crm.until(before + 1);
      await keptOut(given, ask((at + 1) % MEMBERS.length), 503, 'circuit breaker open');
      await leave();
      await wait(300);
      crm.release();
      for (const deadline = Date.now() + 5_000; (await health(given, '/breaking')).crm !== 'closed'; await wait(50)) assert.ok(Date.now() < deadline);
      for (const member of [0, 1, 2, 3]) await served(given, ask(member));
    } finally {
      crm.reset();
    }
  },

  async 'two hundred at once, half of which go away: the other half are answered'(given) {
    const { crm, admin: session } = given;
    crm.most = 0;
    crm.fault = 'delay=20';
    try {
      const began = performance.now();
      const all = Array.from({ length: 200 }, async (_nothing, at) => {
        const asked = { session, body: { memberId: MEMBERS[at % MEMBERS.length] } };
        if (at % 2) return served(given, asked);
        await wait(at % 7);
        const leave = leaving(given, { ...asked, path: '/patient/listCpnItemByMember' });
        await wait(at % 23);
        // Some have their answer already.
        await leave().catch(() => undefined);
      });
      await Promise.all(all);
      assert.ok(performance.now() - began < 15_000);
      assert.ok(crm.most <= 32, `${crm.most} at once`);
    } finally {
      crm.reset();
    }
    await served(given, { session, body: { memberId: MEMBER } });
  },
};

runAlone('crossing.js', crossing);
