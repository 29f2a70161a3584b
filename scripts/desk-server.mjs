// @ts-check
// Serves the built desk, its gateway and the log-in on one local origin, with a sandbox CRM behind it, for `npm start` and the
// desk's tests.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { compress } from 'hono/compress';
import { proxy } from 'hono/proxy';
import { createGateway } from 'houcaller-coupons/gateway';
import { createApp } from '../examples/node-gateway/src/app.js';
import { authorizeBy } from '../examples/node-gateway/src/authorize.js';
import { demoAccounts, demoLogIn } from '../examples/node-gateway/src/demo-accounts.js';
import { endedInMemory } from '../examples/node-gateway/src/ended-sessions.js';
import { Sessions } from '../examples/node-gateway/src/sessions.js';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../sandbox/app.js';
import { root } from './run.mjs';

const HOST = '127.0.0.1';
const SESSION_SECONDS = 28_800;
const FAULT = 'x-sandbox-fault';
// The paths that are proxied to the sandbox: direct calls, pictures, and the sandbox's own endpoints.
const SANDBOX_PATHS = ['/htest/openapi/v1/*', '/upload_img/*', '/sandbox/*'];

/**
 * @typedef {object} RunningDesk
 * @property {string} url without a trailing slash
 * @property {() => Promise<void>} close closes open connections at once
 */

/**
 * @param {object} options
 * @param {{ url: string }} options.sandbox
 * @param {string} [options.outDir] the folder of the built desk; default `www/dist`
 * @param {number} [options.port] 0, the default, is any free port
 * @param {number} [options.sessionSeconds] how long a session lasts; default 8 hours
 * @param {(line: import('houcaller-coupons/gateway').GatewayLogLine) => void} [options.log] default: the gateway's, which prints a line of JSON
 * @returns {Promise<RunningDesk>}
 */
export async function startDeskServer({ sandbox, outDir = join(root, 'www', 'dist'), port = 0, sessionSeconds = SESSION_SECONDS, log }) {
  const policy = await contentSecurityPolicy();
  const sessions = new Sessions({ secret: randomBytes(32).toString('hex'), seconds: sessionSeconds, ended: endedInMemory(), plainHttp: true });
  const app = createApp({ gateway: faulty(sandbox.url, sessions, log), sessions, logIn: demoLogIn, demoAccounts });
  for (const path of SANDBOX_PATHS) {
    app.all(path, async (c) => {
      const { pathname, search } = new URL(c.req.url);
      return proxy(sandbox.url + pathname + search, c.req).catch(() => c.text('no answer from the sandbox', 502));
    });
  }
  app.use('*', async (c, next) => {
    c.header('content-security-policy', policy);
    await next();
  });
  app.use('*', compress());
  app.get('*', serveStatic({ root: outDir }));

  // Not overridden, because tests in this process need Node's own Request and Response.
  const server = /** @type {import('node:http').Server} */ (createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }));
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://${HOST}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The policy that `vite preview` sends. */
async function contentSecurityPolicy() {
  const { resolveConfig } = await import('vite');
  const { preview } = await resolveConfig({ root: join(root, 'www'), logLevel: 'silent' }, 'serve', 'production', 'production', true);
  const policy = preview.headers?.['content-security-policy'];
  if (typeof policy !== 'string') throw new Error('www/vite.config.ts: expected the header content-security-policy in preview.headers, found none');
  return policy;
}

/**
 * A gateway that forwards the sandbox's fault header. Each request with a fault gets a new gateway, so that it shares neither
 * the cache nor the circuit breaker with other requests.
 *
 * @param {string} sandbox
 * @param {Sessions} sessions
 * @param {((line: import('houcaller-coupons/gateway').GatewayLogLine) => void) | undefined} log
 * @returns {import('houcaller-coupons/gateway').Gateway}
 */
function faulty(sandbox, sessions, log) {
  const options = {
    baseUrl: `${sandbox}/htest/openapi/v1`,
    channel: SANDBOX_CHANNEL,
    cipher: { key: SANDBOX_KEY },
    authorize: authorizeBy(sessions),
    // Higher than the default, because demonstrations and tests send requests faster than a shop does.
    rateLimit: { requests: 6_000, seconds: 60 },
    ...(log && { log }),
  };
  const usual = createGateway(options);
  return (request) => {
    const fault = request.headers.get(FAULT);
    return (fault === null ? usual : createGateway({ ...options, headers: { [FAULT]: fault } }))(request);
  };
}
