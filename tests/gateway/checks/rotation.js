// @ts-check
// The CRM changes its key while requests are running.
import assert from 'node:assert/strict';
import { expectCoupons, MEMBER, OTHER, send } from '../fixture.js';
import { runAlone } from '../run-alone.js';

const MEMBERS = [MEMBER, OTHER, 'SANDBOXSTATUS', 'SANDBOXPERIOD', 'SANDBOXNONE00', 'SANDBOXSPARSE'];

/** @type {import('../fixture.js').Checks} */
export const rotation = {
  async 'the key changes several times under load: every query is answered'(fixture) {
    const { crm, environment, admin: session } = fixture;
    let [answered, stop] = [0, false];
    const traffic = Array.from({ length: 4 }, async (_nothing, worker) => {
      for (let turn = worker; !stop; turn += 1) {
        const memberId = MEMBERS[turn % MEMBERS.length];
        await expectCoupons(fixture, { path: '/two-ciphers/listCpnItemByMember', session, body: { memberId } });
        answered += 1;
      }
    });
    const more = async (/** @type {number} */ count) => {
      for (const enough = answered + count; answered < enough && !stop; ) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const failed = Promise.all(traffic).finally(() => (stop = true));
    try {
      const change = async () => {
        for (const key of [environment.NEXT_CRM_KEY, environment.CRM_KEY, environment.NEXT_CRM_KEY]) {
          await more(60);
          crm.key = key;
        }
        await more(60);
        // After the change the gateway uses the right key first, so that each query costs one call again.
        const [before, since] = [crm.requests, answered];
        await more(60);
        const [calls, answers] = [crm.requests - before, answered - since];
        assert.ok(calls <= answers + 8, `${calls} calls for ${answers} answers`);
        stop = true;
      };
      await Promise.all([change(), failed]);
    } finally {
      stop = true;
      crm.reset();
    }
    assert.ok(answered >= 300, `${answered} answers`);
  },

  async 'if no cipher has the right key, the refusal of the CRM is passed on'(fixture) {
    const { crm, admin: session } = fixture;
    try {
      for (const path of ['/two-ciphers/listCpnItemByMember', '/coupons/listCpnItemByMember']) {
        crm.key = 'a-third-key';
        const { status, text } = await send(fixture, { path, session, body: { memberId: MEMBER } });
        assert.deepEqual([status, JSON.parse(text).code], [200, 1007]);
        crm.reset();
        await expectCoupons(fixture, { path, session, body: { memberId: MEMBER } });
      }
    } finally {
      crm.reset();
    }
  },

  async 'an unknown member is refused with either key'(fixture) {
    const { status, text } = await send(fixture, { path: '/two-ciphers/listCpnItemByMember', session: fixture.admin, body: { memberId: 'SANDBOXNOBODY' } });
    assert.deepEqual([status, JSON.parse(text)], [200, { msg: '会员不存在', code: 1012 }]);
  },
};

runAlone('rotation.js', rotation);
