// @ts-check
// The CRM changes its key while it is asked.
import assert from 'node:assert/strict';
import { answerTo, MEMBER, OTHER, served } from '../given.js';
import { runAlone } from '../run-alone.js';

const MEMBERS = [MEMBER, OTHER, 'SANDBOXSTATUS', 'SANDBOXPERIOD', 'SANDBOXNONE00', 'SANDBOXSPARSE'];

/** @type {import('../given.js').Checks} */
export const rotation = {
  async 'the key changes in the middle of traffic, forth and back: no answer fails'(given) {
    const { crm, environment, admin: session } = given;
    let [answered, stop] = [0, false];
    const traffic = Array.from({ length: 4 }, async (_nothing, worker) => {
      for (let turn = worker; !stop; turn += 1) {
        const memberId = MEMBERS[turn % MEMBERS.length];
        await served(given, { path: '/rotating/listCpnItemByMember', session, body: { memberId } });
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
        // Once it has changed, each question is asked once again.
        const [before, since] = [crm.asked, answered];
        await more(60);
        const [asked, had] = [crm.asked - before, answered - since];
        assert.ok(asked <= had + 8, `${asked} questions for ${had} answers`);
        stop = true;
      };
      await Promise.all([change(), failed]);
    } finally {
      stop = true;
      crm.reset();
    }
    assert.ok(answered >= 300, `${answered} answers`);
  },

  async 'what no cipher opens is the refusal of the CRM; with one cipher, a changed key is no outage but said'(given) {
    const { crm, admin: session } = given;
    try {
      for (const path of ['/rotating/listCpnItemByMember', '/coupons/listCpnItemByMember']) {
        crm.key = 'a-third-key';
        const { status, text } = await answerTo(given, { path, session, body: { memberId: MEMBER } });
        assert.deepEqual([status, JSON.parse(text).code], [200, 1007]);
        crm.reset();
        await served(given, { path, session, body: { memberId: MEMBER } });
      }
    } finally {
      crm.reset();
    }
  },

  async 'a member whom the CRM does not know is unknown under either key'(given) {
    const { status, text } = await answerTo(given, { path: '/rotating/listCpnItemByMember', session: given.admin, body: { memberId: 'SANDBOXNOBODY' } });
    assert.deepEqual([status, JSON.parse(text)], [200, { msg: '会员不存在', code: 1012 }]);
  },
};

runAlone('rotation.js', rotation);
