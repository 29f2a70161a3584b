// @ts-check
// The circuit breaker: which failures open it, and which attempt closes it again.
import assert from 'node:assert/strict';
import { expectCoupons, expectRefusal, expectRefusalBeforeCrm, health, MEMBER, OTHER, platformIdOf, send, wait } from '../fixture.js';
import { runAlone } from '../run-alone.js';

const MEMBERS = [MEMBER, OTHER, 'SANDBOXSTATUS', 'SANDBOXPERIOD', 'SANDBOXNONE00', 'SANDBOXSPARSE'];
const NO_ANSWER = /** @type {const} */ ([502, 'no usable answer from the CRM']);
const CIRCUIT_OPEN = /** @type {const} */ ([503, 'circuit breaker open']);

/** The two queries for a member, one for each of its ids. @param {string} memberId */
const queriesOf = (memberId) => [{ memberId }, { platformId: platformIdOf(memberId) }];

/** @param {import('../../support/raw-http.js').Answer} answer */
const retryAfter = ({ headers }) => Number(headers['retry-after']);

/** @param {import('../fixture.js').Fixture} fixture @param {string} path */
const requestsTo = (fixture, path) => ({
  ask: (/** @type {object} */ body) => ({ path: `${path}/listCpnItemByMember`, session: fixture.admin, body }),
  circuit: async () => (await health(fixture, path)).crm,
});

/**
 * Sends failing queries until the circuit opens. Earlier results may still be in its window.
 *
 * @param {import('../fixture.js').Fixture} fixture
 * @param {string} path
 * @returns {Promise<object[]>} All queries, beginning with the one that opened the circuit.
 */
async function open(fixture, path) {
  const { ask, circuit } = requestsTo(fixture, path);
  const queries = MEMBERS.flatMap(queriesOf);
  fixture.crm.fault = 'status=500';
  for (const [at, query] of queries.entries()) {
    await expectRefusal(fixture, ask(query), ...NO_ANSWER);
    if ((await circuit()) !== 'closed') return [query, ...queries.slice(0, at), ...queries.slice(at + 1)];
  }
  throw new Error('the circuit did not open');
}

/** Closes the circuit and empties its window for the next check. @param {import('../fixture.js').Fixture} fixture @param {string} path */
async function close(fixture, path) {
  const { ask, circuit } = requestsTo(fixture, path);
  fixture.crm.reset();
  for (const deadline = Date.now() + 10_000; (await circuit()) !== 'closed'; await wait(200)) {
    assert.ok(Date.now() < deadline, 'the circuit did not close');
    await send(fixture, ask({ memberId: MEMBERS[5] }));
  }
}

/** @type {import('../fixture.js').Checks} */
export const circuitBreaker = {
  async 'repeated failures of a single query do not open the circuit'(fixture) {
    const { crm } = fixture;
    const { ask, circuit } = requestsTo(fixture, '/circuit-after-1');
    const good = [];
    for (let times = 0; times < 20; times += 1) {
      crm.fault = 'status=500';
      await expectRefusal(fixture, ask({ memberId: MEMBER }), ...NO_ANSWER);
      crm.fault = '';
      const memberId = MEMBERS[1 + (times % 4)];
      if (times % 4 === 0) good.push(await expectCoupons(fixture, ask({ memberId })));
    }
    assert.equal(good.length, 5);
    assert.equal(await circuit(), 'closed');
  },

  async 'a CRM that fails four requests of five opens the circuit'(fixture) {
    const { crm } = fixture;
    const { ask, circuit } = requestsTo(fixture, '/circuit-after-5');
    const queries = MEMBERS.flatMap(queriesOf);
    let attempts = 0;
    try {
      for (; attempts < 40 && (await circuit()) === 'closed'; attempts += 1) {
        crm.fault = attempts % 5 ? 'status=500' : '';
        await send(fixture, ask(queries[attempts % queries.length]));
      }
      assert.equal(await circuit(), 'open', `after ${attempts}`);
      // A few failures alone do not open it.
      assert.ok(attempts >= 5, `after ${attempts}`);
    } finally {
      await close(fixture, '/circuit-after-5');
    }
  },

  async 'statuses 4xx do not open the circuit, except 408 and 429; statuses 5xx do'(fixture) {
    const { crm } = fixture;
    const { ask, circuit } = requestsTo(fixture, '/circuit-after-2');
    for (const status of [400, 401, 403, 404, 410, 418, 422, 425]) {
      crm.fault = `status=${status}`;
      for (const memberId of MEMBERS) await expectRefusal(fixture, ask({ memberId }), ...NO_ANSWER);
      assert.equal(await circuit(), 'closed', String(status));
    }
    for (const status of [408, 429, 500, 501, 502, 503, 504]) {
      try {
        crm.fault = `status=${status}`;
        // Earlier results are still in the window, so it may take all twelve queries.
        for (let at = 0; at < 12 && (await circuit()) === 'closed'; at += 1) await send(fixture, ask(MEMBERS.flatMap(queriesOf)[at]));
        assert.equal(await circuit(), 'open', String(status));
      } finally {
        await close(fixture, '/circuit-after-2');
      }
    }
  },

  async 'the circuit opens, lets one probe through, and closes'(fixture) {
    const { crm } = fixture;
    const path = '/circuit-after-2';
    const { ask, circuit } = requestsTo(fixture, path);
    try {
      const [, first, second, ...others] = await open(fixture, path);
      const answer = await expectRefusalBeforeCrm(fixture, ask(first), ...CIRCUIT_OPEN);
      assert.equal(retryAfter(answer), 1);
      await wait(800);
      // The probe fails, so the circuit opens again.
      await expectRefusal(fixture, ask(first), ...NO_ANSWER);
      await expectRefusalBeforeCrm(fixture, ask(second), ...CIRCUIT_OPEN);
      await wait(800);
      // While a probe is running, other queries are refused at once. Their Retry-After is the time left to the probe.
      crm.fault = '';
      crm.holding = true;
      const before = crm.requests;
      const probe = expectCoupons(fixture, ask(second));
      await crm.until(before + 1);
      assert.equal(await circuit(), 'half-open');
      for (const query of others.slice(0, 3)) {
        const other = await expectRefusalBeforeCrm(fixture, ask(query), ...CIRCUIT_OPEN);
        assert.ok(other.ms < 1_000, `${other.ms} ms`);
        assert.ok(retryAfter(other) >= 1 && retryAfter(other) <= 2, other.head);
      }
      crm.release();
      await probe;
      assert.equal(await circuit(), 'closed');
      for (const query of others.slice(0, 3)) await expectCoupons(fixture, ask(query));
    } finally {
      await close(fixture, path);
    }
  },

  async 'a probe has a short time-out of its own and is not retried'(fixture) {
    const { crm } = fixture;
    const path = '/circuit-after-2';
    const { ask, circuit } = requestsTo(fixture, path);
    try {
      const [, first] = await open(fixture, path);
      await wait(800);
      crm.fault = '';
      crm.holding = true;
      const before = crm.requests;
      const probe = await expectRefusal(fixture, ask(first), 504, 'the CRM is late');
      assert.ok(probe.ms > 1_800 && probe.ms < 4_000, `${probe.ms} ms`);
      assert.equal(crm.requests, before + 1);
      assert.equal(await circuit(), 'open');
    } finally {
      await close(fixture, path);
    }
  },

  async 'the query that opened the circuit is not its probe until other queries have had time to be'(fixture) {
    const { crm } = fixture;
    const path = '/circuit-after-2';
    const { ask } = requestsTo(fixture, path);
    try {
      const [opener, another] = await open(fixture, path);
      crm.fault = '';
      await wait(800);
      const answer = await expectRefusalBeforeCrm(fixture, ask(opener), ...CIRCUIT_OPEN);
      assert.equal(retryAfter(answer), 1);
      await expectCoupons(fixture, ask(another));
      await expectCoupons(fixture, ask(opener));
      const [secondOpener] = await open(fixture, path);
      crm.fault = '';
      await wait(1_500);
      await expectCoupons(fixture, ask(secondOpener));
    } finally {
      await close(fixture, path);
    }
  },

  async 'an invalid coupon or a refusal of the CRM does not open the circuit'(fixture) {
    const { crm } = fixture;
    const { ask, circuit } = requestsTo(fixture, '/circuit-after-2');
    try {
      crm.fault = 'drop=id';
      for (const memberId of MEMBERS.slice(0, 4)) await expectRefusal(fixture, ask({ memberId }), ...NO_ANSWER);
      crm.fault = 'code=9';
      for (const memberId of MEMBERS.slice(0, 4)) assert.equal((await send(fixture, ask({ memberId }))).status, 200);
      assert.equal(await circuit(), 'closed');
    } finally {
      crm.reset();
    }
  },
};

runAlone('circuit-breaker.js', circuitBreaker);
