// @ts-check
// Reads the settings, starts the server, and stops it gracefully.
import { createHash, timingSafeEqual } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { createGateway, Unavailable } from 'houcaller-coupons/gateway';
import { createApp } from './app.js';
import { logInAttempts } from './attempts.js';
import { authorizeBy } from './authorize.js';
import { gracefulStop } from './connections.js';
import { demoAccounts, demoLogIn } from './demo-accounts.js';
import { endedInMemory, endedInRedis } from './ended-sessions.js';
import { connectRedis, sharedRateLimiter } from './redis.js';
import { runningRequests } from './running-requests.js';
import { Sessions } from './sessions.js';
import { readSettings, SettingsError } from './settings.js';
import { StoreUnavailable } from './store-unavailable.js';

/** The time for a request to arrive. */
const REQUEST_MS = 10_000;
/** The time for the client to read an answer, so that slow clients do not fill the memory. */
const ANSWER_MS = 20_000;
const LAST_REQUESTS_MS = 10_000;
/** The time for the log lines of requests that are cut off after that. */
const LAST_LINES_MS = 2_000;

/** The variables of the options that `createGateway` checks. @type {[RegExp, string][]} */
const VARIABLES = [
  [/^baseUrl\b/, 'CRM_URL'],
  [/^channel\b/, 'CRM_CHANNEL'],
  [/^cipher\.key\b/, 'CRM_KEY'],
  [/^cipher\b/, 'CRM_CIPHER'],
  [/^nextCipher\.key\b/, 'NEXT_CRM_KEY'],
  [/^nextCipher\b/, 'NEXT_CRM_CIPHER'],
  [/^origins\[\d+\]/, 'ORIGINS'],
];

const STOPPING = ['SIGTERM', 'SIGINT'];

// As process 1 of a container, Node ignores these signals until it has a listener.
const endAtStart = () => process.exit();
for (const signal of STOPPING) process.once(signal, endAtStart);

// If the reader of the log ends, the log is lost but the server continues.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

try {
  await start(readSettings(process.env));
} catch (error) {
  // Only the message, because a stack does not help to correct a setting.
  fail(error instanceof Error ? error.message : String(error));
}

/**
 * Prints why the start failed, and ends the program once that is written.
 *
 * @param {string} message
 */
function fail(message) {
  // Not only `process.exitCode`, because the log-in module or Redis may have open handles that keep the process running.
  process.stderr.write(`${message}\n`, () => process.exit(1));
}

/** @param {import('./settings.js').Settings} settings */
async function start({ crm, demo, logIn, sessionSecret, sessionSeconds, oneSession, origins, redisUrl, hashKey, metricsToken, proxies, host, port }) {
  const ownLogIn = logIn === undefined ? undefined : await load(logIn);
  const redis = redisUrl === undefined ? undefined : await connectRedis(redisUrl);
  const onePerAccount = { onePerAccount: oneSession };
  const ended = redis ? endedInRedis(redis, onePerAccount) : endedInMemory(onePerAccount);
  const sessions = new Sessions({ secret: sessionSecret, seconds: sessionSeconds, ended, plainHttp: demo });
  const attempts = logInAttempts(sessionSecret, redis);
  const running = runningRequests();
  const gateway = openGateway({
    ...crm,
    fetch: running.fetch,
    origins,
    authorize: withUnavailable(authorizeBy(sessions)),
    ...(hashKey !== undefined && { hashKey }),
    ...(redis && { rateLimiter: sharedRateLimiter(redis) }),
    ...(metricsToken !== undefined && { metrics: bearerCheck(metricsToken) }),
  });
  const app = createApp({ gateway, sessions, logIn: ownLogIn ?? demoLogIn, origins, attempts, proxies, ...(demo && { demoAccounts }) });
  const serverOptions = { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, connectionsCheckingInterval: 1_000 };
  const listening = (/** @type {{ port: number }} */ { port }) => console.log(`gateway: http://${host.includes(':') ? `[${host}]` : host}:${port}/coupons`);
  const server = /** @type {import('node:http').Server} */ (
    serve({ fetch: withReadTimeout(running.tracked(app.fetch)), hostname: host, port, serverOptions }, listening)
  );
  const stop = gracefulStop(server, LAST_REQUESTS_MS);
  server.once('error', (error) => fail(`HOST, PORT: expected an address to listen at, found ${Object(error).code}`));
  const end = async () => {
    await running.end(LAST_LINES_MS);
    redis?.client.destroy();
    // Otherwise a log-in module with open connections of its own would keep the process running.
    process.exit();
  };
  for (const signal of STOPPING) process.off(signal, endAtStart).on(signal, () => stop(end));
}

/**
 * Loads the operator's log-in module.
 *
 * @param {string} file
 * @returns {Promise<import('./sessions.js').LogIn>}
 */
async function load(file) {
  const { href } = pathToFileURL(resolve(file));
  const { logIn } = await import(href).catch((error) => {
    const { code, name, stack, url } = Object(error);
    const problem = `LOG_IN: expected a module that can be loaded, found ${code ?? name ?? 'another'}`;
    // The stack helps to correct the module. If Node does not find the file itself, it contains only the value of the setting.
    throw new SettingsError(url === href ? problem : `${problem}\n${stack ?? error}`);
  });
  if (typeof logIn !== 'function') throw new SettingsError('LOG_IN: expected a module that exports the function logIn, found another');
  return logIn;
}

/**
 * Creates the gateway. Its error for an option names the variable.
 *
 * @param {import('houcaller-coupons/gateway').GatewayOptions} options
 */
function openGateway(options) {
  try {
    return createGateway(options);
  } catch (error) {
    const { message } = Object(error);
    for (const [option, variable] of VARIABLES) if (option.test(message)) throw new SettingsError(message.replace(option, variable));
    throw error;
  }
}

/**
 * Turns `StoreUnavailable` into the error that the gateway answers with 503.
 *
 * @param {import('houcaller-coupons/gateway').Authorize} authorize
 * @returns {import('houcaller-coupons/gateway').Authorize}
 */
function withUnavailable(authorize) {
  return async (request, query) => {
    try {
      return await authorize(request, query);
    } catch (error) {
      throw error instanceof StoreUnavailable ? new Unavailable(error.message, { cause: error }) : error;
    }
  };
}

/** @param {string} token */
function bearerCheck(token) {
  const hashed = (/** @type {string} */ text) => createHash('sha256').update(text).digest();
  return (/** @type {Request} */ request) => timingSafeEqual(hashed(request.headers.get('authorization') ?? ''), hashed(`Bearer ${token}`));
}

/**
 * Destroys the connection of a client that does not read its answer in time.
 *
 * @param {import('hono').Hono['fetch']} answer
 * @returns {Parameters<typeof serve>[0]['fetch']}
 */
function withReadTimeout(answer) {
  return async (request, env) => {
    const response = await answer(request, env);
    const late = setTimeout(() => env.outgoing.destroy(), ANSWER_MS).unref();
    env.outgoing.once('close', () => clearTimeout(late));
    return response;
  };
}
