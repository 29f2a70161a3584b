// @ts-check
// What instances share: how often each caller has asked, how often each address has tried to log in, and which sessions were ended.
import { createClient } from '@redis/client';
import { RateLimiterRedis } from 'rate-limiter-flexible';

/** @typedef {Awaited<ReturnType<typeof connectRedis>>} Redis */

const START_MS = 5_000;
const COMMAND_MS = 1_000;
/** Commands that wait for an answer, while Redis gives none. */
const MOST_COMMANDS = 1_000;
const RECONNECT_MS = 500;

/**
 * Rejects when Redis does not answer in time: the client's own time-out is only for commands that it has not sent yet.
 *
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T>}
 */
export function inTime(answer, ms = COMMAND_MS) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Redis is late')), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(late));
  });
}

/** @param {string} url */
export async function connectRedis(url) {
  const client = createClient({
    url,
    // While it is away, a request is refused at once and not kept for later.
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_COMMANDS,
    socket: { connectTimeout: START_MS, reconnectStrategy: RECONNECT_MS },
  });
  let started = false;
  /** @type {Promise<string> | undefined} */
  let key;
  // Another process of Redis may be behind a new connection.
  client.on('ready', () => (key = undefined));
  // Without a listener, a lost connection ends the process. Its messages may hold the address, and with it a password.
  client.on('error', (error) => started && console.error(JSON.stringify({ time: new Date().toISOString(), redis: String(error.code ?? error.name) })));
  const failed = new Promise((_, reject) => client.once('error', reject));
  /** @type {string} */
  let info;
  try {
    // Without these it would go on trying for ever.
    await inTime(Promise.race([client.connect(), failed]), START_MS);
    info = await inTime(client.info());
  } catch {
    client.destroy();
    throw new Error('REDIS_URL: expected a Redis that answers and lets this program in, found none');
  }
  if (!/^maxmemory_policy:noeviction\r?$/m.test(info)) {
    client.destroy();
    throw new Error('REDIS_URL: expected a Redis that keeps what it is given (maxmemory-policy noeviction), found another');
  }
  started = true;
  return {
    client,
    /** Where the store's generation stands. */
    generationKey() {
      key ??= inTime(client.info()).then(generationKeyOf);
      key.catch(() => (key = undefined));
      return key;
    },
  };
}

/**
 * With an append-only file, Redis has after a restart what it had before. Without one it may have lost what came last, so that its state is as good as
 * another's: `run_id` changes at each start.
 *
 * @param {string} info
 */
function generationKeyOf(info) {
  const isKept = /^aof_enabled:1\r?$/m.test(info);
  return `coupons:generation:${isKept ? 'kept' : /^run_id:(\w+)/m.exec(info)?.[1]}`;
}

/**
 * @param {Redis} redis
 * @returns {import('houcaller-coupons/gateway').RateLimiter} 60 requests a minute for each caller, over all instances
 */
export function sharedRateLimiter(redis) {
  const limiter = redisLimiter(redis, { keyPrefix: 'coupons', points: 60, duration: 60 });
  return { consume: (caller) => inTime(limiter.consume(caller)) };
}

/**
 * @param {Redis} redis
 * @param {import('rate-limiter-flexible').IRateLimiterOptions} options
 */
export function redisLimiter({ client }, options) {
  return new RateLimiterRedis({ storeClient: client, useRedisPackage: true, rejectIfRedisNotReady: true, ...options });
}
