// @ts-check
// What instances share: how often each caller has asked, and which sessions were logged out.
import { createClient } from '@redis/client';
import { RateLimiterRedis } from 'rate-limiter-flexible';

/** @typedef {Awaited<ReturnType<typeof connectRedis>>} Redis */

/** @param {string} url */
export async function connectRedis(url) {
  // While it is away, a request is refused at once and not kept for later.
  const redis = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 5_000 } });
  let connected = false;
  redis.on('ready', () => (connected = true));
  // Its messages may hold the address, and with it a password.
  redis.on('error', (error) => connected && console.error(JSON.stringify({ time: new Date().toISOString(), redis: String(error.code ?? error.name) })));
  const failed = new Promise((_, reject) => redis.once('error', reject));
  try {
    // It would go on trying for ever.
    await Promise.race([redis.connect(), failed]);
  } catch {
    redis.destroy();
    throw new Error('REDIS_URL: expected a Redis that answers and lets this program in, found none');
  }
  return redis;
}

/**
 * @param {Redis} redis
 * @returns {import('houcaller-coupons/gateway').RateLimiter} 60 requests a minute for each caller, over all instances
 */
export function sharedRateLimiter(redis) {
  return new RateLimiterRedis({ storeClient: redis, useRedisPackage: true, rejectIfRedisNotReady: true, keyPrefix: 'coupons', points: 60, duration: 60 });
}
