// @ts-check
// What examples speak of without saying where it comes from, and the page that they stand in: a CRM is below its address, and it is a morning in
// November.
import { mock } from 'node:test';
import init, { CouponClient } from 'houcaller-coupons';
import { createGateway } from 'houcaller-coupons/gateway';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { startSandbox } from '../../sandbox/server.js';
import published from '../../sandbox/published-response.json' with { type: 'json' };

const MORNING = '2026-11-25T10:00:00+08:00';
const BASE = '/htest/openapi/v1';

/** @returns {Promise<{ atHand: Record<string, unknown>, close: () => Promise<void> }>} */
export async function setting() {
  mock.timers.enable({ apis: ['Date'], now: new Date(MORNING) });
  const sandbox = await startSandbox();
  // The sandbox has one endpoint; the example of a sibling needs one.
  sandbox.app.post(`${BASE}/listMemberStcard`, (context) => context.json({ msg: '', code: 0, data: { list: [] } }));
  const { fetch, location } = globalThis;
  Object.assign(globalThis, {
    location: new URL(sandbox.url),
    fetch: (/** @type {string} */ address, /** @type {RequestInit} */ options) => fetch(new URL(address, sandbox.url), options),
  });
  await init();
  const config = { baseUrl: BASE, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } };
  const [first] = published.data.list;
  return {
    atHand: {
      key: SANDBOX_KEY,
      theKey: async () => SANDBOX_KEY,
      config,
      client: new CouponClient(config),
      coupon: { ...first, begDate: '2026-11-01', endDate: '2026-12-31', timeLimit: '11:00-14:00', weekLimit: '1,2,3,4,5' },
      gateway: createGateway({ ...config, baseUrl: sandbox.url + BASE, authorize: (_request, query) => query, log() {} }),
      sessionOf: async () => ({ memberId: 'K1H93QDKI00B7' }),
      redis: {},
      RateLimiterRedis,
      queries: [{ memberId: 'K1H93QDKI00B7' }, { platformId: first?.openid }],
    },
    close: async () => {
      Object.assign(globalThis, { fetch, location });
      await sandbox.close();
      mock.timers.reset();
    },
  };
}
