// @ts-check
// The values that examples of the client use without defining them.
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import published from '../../sandbox/published-response.json' with { type: 'json' };

export const BASE = '/htest/openapi/v1';

/**
 * @param {{ CouponClient: new (config: import('houcaller-coupons').DirectConfig) => object }} entry
 * @param {string} baseUrl
 */
export function ofTheClient({ CouponClient }, baseUrl) {
  const config = { baseUrl, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } };
  const [first] = published.data.list;
  return {
    key: SANDBOX_KEY,
    config,
    client: new CouponClient(config),
    coupon: { ...first, begDate: '2026-11-01', endDate: '2026-12-31', timeLimit: '11:00-14:00', weekLimit: '1,2,3,4,5' },
    queries: [{ memberId: 'K1H93QDKI00B7' }, { platformId: first?.openid }],
  };
}
