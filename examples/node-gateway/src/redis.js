// @ts-check
// Connects to Redis, in which the instances share rate limits, failed log-ins and ended sessions.
import { createClient, ErrorReply } from '@redis/client';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { inTime } from './in-time.js';

/** @typedef {Awaited<ReturnType<typeof connectRedis>>} Redis */

const START_MS = 5_000;
const COMMAND_MS = 1_000;
/** The most commands that wait for an answer. */
const MAX_WAITING_COMMANDS = 1_000;
const RECONNECT_MS = 500;
const PING_MS = 1_000;
/** The time without an answered ping after which the connection is replaced. */
const SILENT_MS = 4_000;

/**
 * Rejects if Redis does not answer in time. The client's own time-out applies only to commands that are not sent yet.
 *
 * @template T
 * @param {Promise<T>} answer
 */
export const withTimeout = (answer, ms = COMMAND_MS) => inTime(answer, ms, () => new Error('Redis is late'));

/** @param {string} url */
export async function connectRedis(url) {
  const client = createClient({
    url,
    // While Redis is unavailable, commands fail at once instead of waiting in a queue.
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_WAITING_COMMANDS,
    pingInterval: PING_MS,
    // `socketTimeout` limits the handshake. It does not detect a silent connection, because commands that are written restart it.
    socket: { connectTimeout: START_MS, socketTimeout: SILENT_MS, reconnectStrategy: RECONNECT_MS },
  });
  replaceSilentConnections(client);
  let started = false;
  /** @type {Promise<string> | undefined} */
  let key;
  // A new connection may lead to another process of Redis.
  client.on('ready', () => (key = undefined));
  // Without a listener, a lost connection would end the process. Messages are not logged, because they may contain the address
  // with its password.
  client.on('error', (error) => started && console.error(JSON.stringify({ time: new Date().toISOString(), redis: String(error.code ?? error.name) })));
  const failed = new Promise((_, reject) => client.once('error', reject));
  /** @type {string} */
  let info;
  try {
    // The client alone would try to connect for ever.
    await withTimeout(Promise.race([client.connect(), failed]), START_MS);
    info = await withTimeout(client.info());
  } catch {
    client.destroy();
    throw new Error('REDIS_URL: expected a Redis server that answers and accepts the credentials, found none');
  }
  if (!/^maxmemory_policy:noeviction\r?$/m.test(info)) {
    client.destroy();
    throw new Error('REDIS_URL: expected a Redis server with maxmemory-policy noeviction, found another policy');
  }
  started = true;
  return {
    client,
    /**
     * The Redis key of the store's generation.
     *
     * @returns {Promise<string>}
     */
    generationKey() {
      key ??= withTimeout(generationKeyOf(client));
      key.catch(() => (key = undefined));
      return key;
    },
  };
}

/**
 * Connects again if no ping is answered for some time. The client alone keeps a connection whose other end has vanished without
 * closing it, for example because its machine lost power.
 *
 * @param {Redis['client']} client
 */
function replaceSilentConnections(client) {
  /** @type {NodeJS.Timeout | undefined} */
  let silent;
  const watch = () => {
    clearTimeout(silent);
    silent = setTimeout(() => {
      // Otherwise it was destroyed, or is connecting again.
      if (!client.isReady) return;
      client.destroy();
      // It tries until it succeeds or is destroyed, and reports errors to the listener.
      client.connect().catch(() => {});
    }, SILENT_MS).unref();
  };
  client.on('ready', watch).on('ping-interval', watch);
}

/**
 * If Redis writes each command to its append-only file before it answers, a restart loses nothing, so the key stays the same.
 * Otherwise a restart may lose data, so the key contains `run_id`, which changes at each start.
 *
 * @param {Redis['client']} client
 */
async function generationKeyOf(client) {
  const [info, { appendfsync }] = await Promise.all([client.info(), client.configGet('appendfsync').catch(withoutSetting)]);
  const losesNothing = /^aof_enabled:1\r?$/m.test(info) && appendfsync === 'always';
  return `coupons:generation:${losesNothing ? 'kept' : /^run_id:(\w+)/m.exec(info)?.[1]}`;
}

/**
 * Hosted Redis may refuse to show its settings.
 *
 * @param {unknown} error
 * @returns {Record<string, string>}
 */
function withoutSetting(error) {
  if (error instanceof ErrorReply) return {};
  throw error;
}

/**
 * @param {Redis} redis
 * @returns {import('houcaller-coupons/gateway').RateLimiter} 60 requests a minute for each caller, over all instances
 */
export function sharedRateLimiter(redis) {
  const limiter = redisLimiter(redis, { keyPrefix: 'coupons', points: 60, duration: 60 });
  return { consume: (caller) => withTimeout(limiter.consume(caller)) };
}

/**
 * @param {Redis} redis
 * @param {Omit<import('rate-limiter-flexible').IRateLimiterRedisOptions, 'storeClient'>} options
 */
export function redisLimiter({ client }, options) {
  return new RateLimiterRedis({ storeClient: client, useRedisPackage: true, rejectIfRedisNotReady: true, ...options });
}
