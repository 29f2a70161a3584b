// @ts-check
// Serves the package's gateway with Hono's server for Node. Settings that are not given have their defaults.
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { createClient } from '@redis/client';
import { createGateway } from 'houcaller-coupons/gateway';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { API, CHANNEL, KEY } from '../places.mjs';
import { serve } from '../served.mjs';
import { memberOf } from '../sessions.mjs';

const { values } = parseArgs({
  options: {
    crm: { type: 'string', default: '' },
    port: { type: 'string', default: '0' },
    ttl: { type: 'string' },
    bytes: { type: 'string' },
    concurrency: { type: 'string' },
    queue: { type: 'string' },
    timeout: { type: 'string' },
    total: { type: 'string' },
    redis: { type: 'string' },
    points: { type: 'string', default: '1000000000' },
    window: { type: 'string', default: '60' },
  },
});
/** @param {string | undefined} text */
const number = (text) => (text === undefined ? undefined : Number(text));

/** @param {string} url */
async function inRedis(url) {
  const storeClient = createClient({ url, disableOfflineQueue: true });
  storeClient.on('error', () => {});
  await storeClient.connect();
  const options = { points: Number(values.points), duration: Number(values.window) };
  return {
    rateLimiter: new RateLimiterRedis({ storeClient, useRedisPackage: true, rejectIfRedisNotReady: true, ...options }),
    hashKey: 'hash-key-of-the-load',
  };
}

const gateway = createGateway({
  baseUrl: `${values.crm}${API}`,
  channel: CHANNEL,
  cipher: { key: KEY },
  authorize: (request) => {
    const member = memberOf(request.headers.get('authorization'));
    if (!member) throw new Error('no session');
    return { memberId: member };
  },
  rateLimit: { requests: 1_000_000_000 },
  cache: { ttlMs: number(values.ttl), maxBytes: number(values.bytes) },
  concurrency: number(values.concurrency),
  queue: number(values.queue),
  timeoutMs: number(values.timeout),
  totalTimeoutMs: number(values.total),
  metrics: () => true,
  ...(values.redis && (await inRedis(values.redis))),
});
await serve(createServer(getRequestListener(gateway)), { port: Number(values.port) });
