// @ts-check
import { createFetch, ofetch } from 'ofetch';
import { cachedSchedule } from '../encrypt/des-js.mjs';
import { checkedCoupons } from './checks.mjs';

export const name = 'des.js + ofetch';

const TIMEOUT_MS = 10_000;

/**
 * @param {import('../../types.js').CallerSettings} settings
 * @returns {import('../../types.js').OpenedCaller}
 */
export function open({ baseUrl, channel, key, fetch }) {
  const encrypt = cachedSchedule(key);
  const http = fetch ? createFetch({ fetch, Headers, AbortController }) : ofetch;
  return {
    encrypt,
    listCoupons: async (memberId) => {
      const answer = await http('listCpnItemByMember', {
        baseURL: baseUrl,
        method: 'POST',
        timeout: TIMEOUT_MS,
        body: { param: encrypt(JSON.stringify({ memberId })), channel, timestamp: String(Date.now()) },
      });
      return checkedCoupons(answer);
    },
  };
}
