// @ts-check
// The environment of the examples of the gateway: a server with sessions and a store.
import * as entry from 'houcaller-coupons/gateway';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { startSandbox } from '../../sandbox/server.js';
import { BASE } from './ambient.js';

/** @returns {Promise<import('../support/entry.js').Environment>} */
export async function asServer() {
  const sandbox = await startSandbox();
  const config = { baseUrl: sandbox.url + BASE, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } };
  return {
    exports: { ...entry },
    ambient: {
      key: SANDBOX_KEY,
      gateway: entry.createGateway({ ...config, authorize: (_request, query) => query, log() {} }),
      sessionOf: async () => ({ memberId: 'K1H93QDKI00B7' }),
      redis: {},
      RateLimiterRedis,
    },
    evaluate: (code) => Function(`return ${code};`)(),
    sandbox: sandbox.url,
    close: sandbox.close,
  };
}
