// @ts-check
// Reads the settings, listens, and ends in an orderly way.
import { createHash, timingSafeEqual } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { createGateway } from 'houcaller-coupons/gateway';
import { createApp } from './app.js';
import { authorizeBy } from './authorize.js';
import { demoAccounts, demoLogIn } from './demo-accounts.js';
import { endedHere, endedInRedis } from './ended.js';
import { connectRedis, sharedRateLimiter } from './redis.js';
import { Sessions } from './sessions.js';
import { readSettings, SettingsError } from './settings.js';

const LAST_REQUESTS_MS = 10_000;
const IDLE_MS = 100;

try {
  await start(readSettings(process.env));
} catch (error) {
  // A stack is of no use to whoever set a variable.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {import('./settings.js').Settings} settings */
async function start({ crm, demo, logIn, sessionSecret, sessionSeconds, origins, redisUrl, hashKey, metricsToken, host, port }) {
  const ownLogIn = logIn === undefined ? undefined : await load(logIn);
  const redis = redisUrl === undefined ? undefined : await connectRedis(redisUrl);
  try {
    const sessions = new Sessions({ secret: sessionSecret, seconds: sessionSeconds, ended: redis ? endedInRedis(redis) : endedHere(), plainHttp: demo });
    const gateway = createGateway({
      ...crm,
      origins,
      authorize: authorizeBy(sessions),
      ...(hashKey !== undefined && { hashKey }),
      ...(redis && { rateLimiter: sharedRateLimiter(redis) }),
      ...(metricsToken !== undefined && { metrics: bearerOf(metricsToken) }),
    });
    const app = createApp({ gateway, sessions, logIn: ownLogIn ?? demoLogIn, origins, ...(demo && { demoAccounts }) });
    const server = serve({ fetch: app.fetch, hostname: host, port }, ({ port }) => console.log(`gateway: http://${host.includes(':') ? `[${host}]` : host}:${port}/coupons`));
    server.once('error', (error) => {
      console.error(`HOST, PORT: expected an address to listen at, found ${Object(error).code}`);
      process.exitCode = 1;
      redis?.destroy();
    });
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop(server, redis));
  } catch (error) {
    redis?.destroy();
    throw error;
  }
}

/**
 * The operator's own log-in.
 *
 * @param {string} file
 * @returns {Promise<import('./session-routes.js').LogIn>}
 */
async function load(file) {
  const { logIn } = await import(pathToFileURL(resolve(file)).href);
  if (typeof logIn !== 'function') throw new SettingsError('LOG_IN: expected a module that exports the function logIn, found another');
  return logIn;
}

/** @param {string} token */
function bearerOf(token) {
  const hashed = (/** @type {string} */ text) => createHash('sha256').update(text).digest();
  return (/** @type {Request} */ request) => timingSafeEqual(hashed(request.headers.get('authorization') ?? ''), hashed(`Bearer ${token}`));
}

/**
 * Takes no new requests, and waits for those that are under way.
 *
 * @param {import('@hono/node-server').ServerType} server
 * @param {import('./redis.js').Redis | undefined} redis
 */
function stop(server, redis) {
  if (!('closeIdleConnections' in server)) throw new TypeError('expected a server of HTTP/1.1');
  // A browser keeps a connection open that it may need again.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
  const late = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
  server.close(() => {
    clearInterval(idle);
    clearTimeout(late);
    void redis?.close();
  });
}
