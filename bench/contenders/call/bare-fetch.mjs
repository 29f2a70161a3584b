// @ts-check
// The lower bound: the same body every time, prepared in advance, and no checks of the answer.
import { open as openOurs } from './ours.mjs';

export const name = 'bare fetch + JSON.parse';

const REQUEST = { method: 'POST', headers: { 'content-type': 'application/json' } };

/**
 * @param {import('../../types.js').CallerSettings} settings
 * @returns {Promise<import('../../types.js').OpenedCaller>}
 */
export async function open(settings) {
  const { encrypt } = await openOurs(settings);
  const { baseUrl, channel, fetch: ask = fetch } = settings;
  /** @type {Map<string, string>} */
  const bodies = new Map();
  return {
    encrypt,
    listCoupons: async (memberId) => {
      const body = bodies.get(memberId) ?? JSON.stringify({ param: encrypt(JSON.stringify({ memberId })), channel, timestamp: String(Date.now()) });
      bodies.set(memberId, body);
      const answer = await ask(`${baseUrl}/listCpnItemByMember`, { ...REQUEST, body });
      return JSON.parse(await answer.text()).data.list;
    },
  };
}
