// @ts-check
// When the CRM is left alone, and when not.
import assert from 'node:assert/strict';
import { answerTo, health, keptOut, MEMBER, OTHER, platformIdOf, refused, served, wait } from '../given.js';
import { runAlone } from '../run-alone.js';

const MEMBERS = [MEMBER, OTHER, 'SANDBOXSTATUS', 'SANDBOXPERIOD', 'SANDBOXNONE00', 'SANDBOXSPARSE'];
const NO_ANSWER = /** @type {const} */ ([502, 'no usable answer from the CRM']);
const LEFT_ALONE = /** @type {const} */ ([503, 'circuit breaker open']);

/** A member's page, with each of its two ids. @param {string} memberId */
const queriesOf = (memberId) => [{ memberId }, { platformId: platformIdOf(memberId) }];

/** @param {import('../../support/raw-http.js').Answer} answer */
const retryAfter = ({ headers }) => Number(headers['retry-after']);

/** @param {import('../given.js').Given} given @param {string} path */
const speaking = (given, path) => ({
  ask: (/** @type {object} */ body) => ({ path: `${path}/listCpnItemByMember`, session: given.admin, body }),
  circuit: async () => (await health(given, path)).crm,
});

/**
 * Has one query after the other fail until it opens. What was answered before may stand in its window.
 *
 * @param {import('../given.js').Given} given
 * @param {string} path
 * @returns {Promise<object[]>} All queries, the one that opened it first.
 */
async function open(given, path) {
  const { ask, circuit } = speaking(given, path);
  const queries = MEMBERS.flatMap(queriesOf);
  given.crm.fault = 'status=500';
  for (const [at, query] of queries.entries()) {
    await refused(given, ask(query), ...NO_ANSWER);
    if ((await circuit()) !== 'closed') return [query, ...queries.slice(0, at), ...queries.slice(at + 1)];
  }
  throw new Error('it does not open');
}

/** Leaves a circuit closed, and its window empty, for the next check. @param {import('../given.js').Given} given @param {string} path */
async function close(given, path) {
  const { ask, circuit } = speaking(given, path);
  given.crm.reset();
  for (const deadline = Date.now() + 10_000; (await circuit()) !== 'closed'; await wait(200)) {
    assert.ok(Date.now() < deadline, 'it does not close');
    await answerTo(given, ask({ memberId: MEMBERS[5] }));
  }
}

/** @type {import('../given.js').Checks} */
export const circuitBreaker = {
  async 'one member whose record fails shuts nobody out, however often its page is loaded, with retries'(given) {
    const { crm } = given;
    const { ask, circuit } = speaking(given, '/one-fails');
    const good = [];
    for (let times = 0; times < 20; times += 1) {
      crm.fault = 'status=500';
      await refused(given, ask({ memberId: MEMBER }), ...NO_ANSWER);
      crm.fault = '';
      const memberId = MEMBERS[1 + (times % 4)];
      if (times % 4 === 0) good.push(await served(given, ask({ memberId })));
    }
    assert.equal(good.length, 5);
    assert.equal(await circuit(), 'closed');
  },

  async 'a CRM that fails four times of five, evenly, is left alone'(given) {
    const { crm } = given;
    const { ask, circuit } = speaking(given, '/uneven');
    const queries = MEMBERS.flatMap(queriesOf);
    let asked = 0;
    try {
      for (; asked < 40 && (await circuit()) === 'closed'; asked += 1) {
        crm.fault = asked % 5 ? 'status=500' : '';
        await answerTo(given, ask(queries[asked % queries.length]));
      }
      assert.equal(await circuit(), 'open', `after ${asked}`);
      // It takes some of them.
      assert.ok(asked >= 5, `after ${asked}`);
    } finally {
      await close(given, '/uneven');
    }
  },

  async 'statuses that are about one request are no outage; 408, 429 and those of a server are'(given) {
    const { crm } = given;
    const { ask, circuit } = speaking(given, '/breaking');
    for (const status of [400, 401, 403, 404, 410, 418, 422, 425]) {
      crm.fault = `status=${status}`;
      for (const memberId of MEMBERS) await refused(given, ask({ memberId }), ...NO_ANSWER);
      assert.equal(await circuit(), 'closed', String(status));
    }
    for (const status of [408, 429, 500, 501, 502, 503, 504]) {
      try {
        crm.fault = `status=${status}`;
        // What was answered before stands in the window too.
        for (let at = 0; at < 12 && (await circuit()) === 'closed'; at += 1) await answerTo(given, ask(MEMBERS.flatMap(queriesOf)[at]));
        assert.equal(await circuit(), 'open', String(status));
      } finally {
        await close(given, '/breaking');
      }
    }
  },

  async 'it opens, lets one attempt through to see, and closes'(given) {
    const { crm } = given;
    const path = '/breaking';
    const { ask, circuit } = speaking(given, path);
    try {
      const [, first, second, ...others] = await open(given, path);
      const answer = await keptOut(given, ask(first), ...LEFT_ALONE);
      assert.equal(retryAfter(answer), 1);
      await wait(800);
      // It is still bad: open again after one look.
      await refused(given, ask(first), ...NO_ANSWER);
      await keptOut(given, ask(second), ...LEFT_ALONE);
      await wait(800);
      // One look, and the others are refused at once, with the time that is left to it.
      crm.fault = '';
      crm.holding = true;
      const before = crm.asked;
      const look = served(given, ask(second));
      await crm.until(before + 1);
      assert.equal(await circuit(), 'half-open');
      for (const query of others.slice(0, 3)) {
        const other = await keptOut(given, ask(query), ...LEFT_ALONE);
        assert.ok(other.ms < 1_000, `${other.ms} ms`);
        assert.ok(retryAfter(other) >= 1 && retryAfter(other) <= 2, other.head);
      }
      crm.release();
      await look;
      assert.equal(await circuit(), 'closed');
      for (const query of others.slice(0, 3)) await served(given, ask(query));
    } finally {
      await close(given, path);
    }
  },

  async 'the look is short, whatever the time-outs are, and one attempt'(given) {
    const { crm } = given;
    const path = '/breaking';
    const { ask, circuit } = speaking(given, path);
    try {
      const [, first] = await open(given, path);
      await wait(800);
      crm.fault = '';
      crm.holding = true;
      const before = crm.asked;
      const look = await refused(given, ask(first), 504, 'the CRM is late');
      assert.ok(look.ms > 1_800 && look.ms < 4_000, `${look.ms} ms`);
      assert.equal(crm.asked, before + 1);
      assert.equal(await circuit(), 'open');
    } finally {
      await close(given, path);
    }
  },

  async 'the query that opened it is not the one that finds out whether the CRM is well, as long as there may be another'(given) {
    const { crm } = given;
    const path = '/breaking';
    const { ask } = speaking(given, path);
    try {
      const [opener, another] = await open(given, path);
      crm.fault = '';
      await wait(800);
      const answer = await keptOut(given, ask(opener), ...LEFT_ALONE);
      assert.equal(retryAfter(answer), 1);
      await served(given, ask(another));
      await served(given, ask(opener));
      const [openerToo] = await open(given, path);
      crm.fault = '';
      await wait(1_500);
      await served(given, ask(openerToo));
    } finally {
      await close(given, path);
    }
  },

  async 'a coupon that is wrong, or a refusal, is no outage'(given) {
    const { crm } = given;
    const { ask, circuit } = speaking(given, '/breaking');
    try {
      crm.fault = 'drop=id';
      for (const memberId of MEMBERS.slice(0, 4)) await refused(given, ask({ memberId }), ...NO_ANSWER);
      crm.fault = 'code=9';
      for (const memberId of MEMBERS.slice(0, 4)) assert.equal((await answerTo(given, ask({ memberId }))).status, 200);
      assert.equal(await circuit(), 'closed');
    } finally {
      crm.reset();
    }
  },
};

runAlone('circuit-breaker.js', circuitBreaker);
