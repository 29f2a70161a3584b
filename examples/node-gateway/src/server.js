// @ts-check
// Reads the settings, listens, and ends in an orderly way.
import { createHash, timingSafeEqual } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { createGateway, Unavailable } from 'houcaller-coupons/gateway';
import { createApp } from './app.js';
import { logInAttempts } from './attempts.js';
import { authorizeBy } from './authorize.js';
import { stoppable } from './connections.js';
import { demoAccounts, demoLogIn } from './demo-accounts.js';
import { endedHere, endedInRedis } from './ended.js';
import { connectRedis, sharedRateLimiter } from './redis.js';
import { Sessions } from './sessions.js';
import { readSettings, SettingsError } from './settings.js';
import { StoreAway } from './store-away.js';

/** In which a request must have arrived. */
const REQUEST_MS = 10_000;
/** In which an answer must have been taken, so that whoever does not read does not fill the memory. */
const ANSWER_MS = 20_000;
const LAST_REQUESTS_MS = 10_000;

// Whoever reads the log may end: the log is lost then, and nothing else.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

try {
  await start(readSettings(process.env));
} catch (error) {
  // A stack is of no use to whoever set a variable.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {import('./settings.js').Settings} settings */
async function start({ crm, demo, logIn, sessionSecret, sessionSeconds, oneSession, origins, redisUrl, hashKey, metricsToken, proxies, host, port }) {
  const ownLogIn = logIn === undefined ? undefined : await load(logIn);
  const redis = redisUrl === undefined ? undefined : await connectRedis(redisUrl);
  try {
    const onePerAccount = { onePerAccount: oneSession };
    const ended = redis ? endedInRedis(redis, onePerAccount) : endedHere(onePerAccount);
    const sessions = new Sessions({ secret: sessionSecret, seconds: sessionSeconds, ended, plainHttp: demo });
    const attempts = logInAttempts(sessionSecret, redis);
    const gateway = createGateway({
      ...crm,
      origins,
      authorize: orUnavailable(authorizeBy(sessions)),
      ...(hashKey !== undefined && { hashKey }),
      ...(redis && { rateLimiter: sharedRateLimiter(redis) }),
      ...(metricsToken !== undefined && { metrics: bearerOf(metricsToken) }),
    });
    const app = createApp({ gateway, sessions, logIn: ownLogIn ?? demoLogIn, origins, attempts, proxies, ...(demo && { demoAccounts }) });
    const serverOptions = { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, connectionsCheckingInterval: 1_000 };
    const listening = (/** @type {{ port: number }} */ { port }) => console.log(`gateway: http://${host.includes(':') ? `[${host}]` : host}:${port}/coupons`);
    const server = /** @type {import('node:http').Server} */ (serve({ fetch: readInTime(app.fetch), hostname: host, port, serverOptions }, listening));
    const stop = stoppable(server, LAST_REQUESTS_MS);
    server.once('error', (error) => {
      console.error(`HOST, PORT: expected an address to listen at, found ${Object(error).code}`);
      process.exitCode = 1;
      redis?.client.destroy();
    });
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop(() => redis?.client.destroy()));
  } catch (error) {
    redis?.client.destroy();
    throw error;
  }
}

/**
 * The operator's own log-in.
 *
 * @param {string} file
 * @returns {Promise<import('./sessions.js').LogIn>}
 */
async function load(file) {
  const { logIn } = await import(pathToFileURL(resolve(file)).href);
  if (typeof logIn !== 'function') throw new SettingsError('LOG_IN: expected a module that exports the function logIn, found another');
  return logIn;
}

/**
 * What the gateway answers with 503.
 *
 * @param {import('houcaller-coupons/gateway').Authorize} authorize
 * @returns {import('houcaller-coupons/gateway').Authorize}
 */
function orUnavailable(authorize) {
  return async (request, query) => {
    try {
      return await authorize(request, query);
    } catch (error) {
      throw error instanceof StoreAway ? new Unavailable(error.message, { cause: error }) : error;
    }
  };
}

/** @param {string} token */
function bearerOf(token) {
  const hashed = (/** @type {string} */ text) => createHash('sha256').update(text).digest();
  return (/** @type {Request} */ request) => timingSafeEqual(hashed(request.headers.get('authorization') ?? ''), hashed(`Bearer ${token}`));
}

/**
 * Cuts off whoever does not take an answer that is ready.
 *
 * @param {import('hono').Hono['fetch']} answer
 * @returns {Parameters<typeof serve>[0]['fetch']}
 */
function readInTime(answer) {
  return async (request, env) => {
    const response = await answer(request, env);
    const late = setTimeout(() => env.outgoing.destroy(), ANSWER_MS).unref();
    env.outgoing.once('close', () => clearTimeout(late));
    return response;
  };
}
