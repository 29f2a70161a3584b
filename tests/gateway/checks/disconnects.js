// @ts-check
// Clients that disconnect while other requests wait for the same call, the queue or the circuit breaker. workerd cancels the
// timers and connections of a request when its client disconnects.
import assert from 'node:assert/strict';
import { expectCoupons, expectRefusalBeforeCrm, health, MEMBER, OTHER, send, wait } from '../fixture.js';
import { runAlone } from '../run-alone.js';

const MEMBERS = [MEMBER, OTHER, 'SANDBOXSTATUS', 'SANDBOXPERIOD', 'SANDBOXNONE00', 'SANDBOXSPARSE', 'SANDBOXEMOJI0', 'SANDBOXTILL00'];

/** @param {import('../fixture.js').Fixture} fixture @param {import('../../support/raw-http.js').Asked} request its client disconnects when the returned function is called */
function leaving(fixture, request) {
  const controller = new AbortController();
  const gone = assert.rejects(send(fixture, { ...request, signal: controller.signal }));
  return () => (controller.abort(), gone);
}

/** @type {import('../fixture.js').Checks} */
export const disconnects = {
  async 'the client that began a call disconnects: the requests that joined the call are answered'(fixture) {
    const { crm, admin: session } = fixture;
    const request = { session, body: { memberId: MEMBER } };
    crm.holding = true;
    const before = crm.requests;
    const leave = leaving(fixture, request);
    await crm.until(before + 1);
    const joined = [expectCoupons(fixture, request), expectCoupons(fixture, request), expectCoupons(fixture, { ...request, session: fixture.member })];
    await wait(150);
    await leave();
    const late = expectCoupons(fixture, request);
    await wait(300);
    crm.release();
    const began = performance.now();
    const [first, ...others] = await Promise.all([...joined, late]);
    assert.ok(performance.now() - began < 3_000);
    for (const { list } of others) assert.deepEqual(list, first.list);
    assert.equal(crm.requests, before + 1);
    await expectCoupons(fixture, request);
  },

  async 'all clients of a call disconnect: the next request is answered'(fixture) {
    const { crm, admin: session } = fixture;
    const request = { session, body: { memberId: OTHER } };
    crm.holding = true;
    const before = crm.requests;
    const leave = [leaving(fixture, request), leaving(fixture, request)];
    await crm.until(before + 1);
    await wait(100);
    for (const go of leave) await go();
    await wait(300);
    const next = expectCoupons(fixture, request);
    await wait(50);
    crm.release();
    await next;
  },

  async 'a client in the queue disconnects: its place is freed'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/one-call/listCpnItemByMember';
    const ask = (/** @type {number} */ at) => ({ path, session, body: { memberId: MEMBERS[at] } });
    crm.holding = true;
    const before = crm.requests;
    const first = expectCoupons(fixture, ask(0));
    await crm.until(before + 1);
    const leave = leaving(fixture, ask(1));
    await wait(150);
    await leave();
    await wait(300);
    crm.release();
    await first;
    for (const at of [2, 3, 1]) await expectCoupons(fixture, ask(at));
    await Promise.all([expectCoupons(fixture, ask(4)), expectCoupons(fixture, ask(5))]);
  },

  async 'the client of the only running call disconnects: the next call in the queue starts'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/one-call/listCpnItemByMember';
    const ask = (/** @type {number} */ at) => ({ path, session, body: { memberId: MEMBERS[at] } });
    crm.holding = true;
    const before = crm.requests;
    const leave = leaving(fixture, ask(0));
    await crm.until(before + 1);
    const second = expectCoupons(fixture, ask(1));
    await wait(150);
    await leave();
    await wait(300);
    crm.release();
    await second;
    for (const at of [2, 3, 0]) await expectCoupons(fixture, ask(at));
  },

  async 'the client of the probe disconnects: the circuit closes all the same'(fixture) {
    const { crm, admin: session } = fixture;
    const path = '/circuit-after-2/listCpnItemByMember';
    const ask = (/** @type {number} */ at) => ({ path, session, body: { memberId: MEMBERS[at] } });
    try {
      crm.fault = 'status=500';
      let at = 0;
      for (; (await health(fixture, '/circuit-after-2')).crm !== 'open'; at = (at + 1) % MEMBERS.length) await send(fixture, ask(at));
      await wait(800);
      crm.fault = '';
      crm.holding = true;
      const before = crm.requests;
      // `at` is the query after the one that opened the circuit.
      const leave = leaving(fixture, ask(at));
      await crm.until(before + 1);
      await expectRefusalBeforeCrm(fixture, ask((at + 1) % MEMBERS.length), 503, 'circuit breaker open');
      await leave();
      await wait(300);
      crm.release();
      for (const deadline = Date.now() + 5_000; (await health(fixture, '/circuit-after-2')).crm !== 'closed'; await wait(50)) assert.ok(Date.now() < deadline);
      for (const member of [0, 1, 2, 3]) await expectCoupons(fixture, ask(member));
    } finally {
      crm.reset();
    }
  },

  async '200 concurrent requests, half of whose clients disconnect: the other half is answered'(fixture) {
    const { crm, admin: session } = fixture;
    crm.maxConcurrent = 0;
    crm.fault = 'delay=20';
    try {
      const began = performance.now();
      const all = Array.from({ length: 200 }, async (_nothing, at) => {
        const request = { session, body: { memberId: MEMBERS[at % MEMBERS.length] } };
        if (at % 2) return expectCoupons(fixture, request);
        await wait(at % 7);
        const leave = leaving(fixture, { ...request, path: '/retry/listCpnItemByMember' });
        await wait(at % 23);
        // The request fails to abort if it has been answered already.
        await leave().catch(() => undefined);
      });
      await Promise.all(all);
      assert.ok(performance.now() - began < 15_000);
      assert.ok(crm.maxConcurrent <= 32, `${crm.maxConcurrent} at once`);
    } finally {
      crm.reset();
    }
    await expectCoupons(fixture, { session, body: { memberId: MEMBER } });
  },
};

runAlone('disconnects.js', disconnects);
