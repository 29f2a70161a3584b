// @ts-check
import axios from 'axios';
import { cachedSchedule } from '../encrypt/crypto-js.mjs';
import { checkedCoupons } from './checks.mjs';

export const name = 'crypto-js + axios';

const TIMEOUT_MS = 10_000;

/**
 * @param {import('../../types.js').CallerSettings} settings
 * @returns {import('../../types.js').OpenedCaller}
 */
export function open({ baseUrl, channel, key, fetch }) {
  const encrypt = cachedSchedule(key);
  const http = axios.create({ baseURL: baseUrl, timeout: TIMEOUT_MS, ...(fetch && { adapter: 'fetch', env: { fetch } }) });
  return {
    encrypt,
    listCoupons: async (memberId) => {
      const { data } = await http.post('listCpnItemByMember', {
        param: encrypt(JSON.stringify({ memberId })),
        channel,
        timestamp: String(Date.now()),
      });
      return checkedCoupons(data);
    },
  };
}
