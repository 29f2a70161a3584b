// @ts-check
// The demo without a server: this service worker runs the same sandbox, gateway and log-in that `npm start` runs.
import init from 'houcaller-coupons';
import { createGateway } from 'houcaller-coupons/gateway';
import { createApp } from '../../examples/node-gateway/src/app.js';
import { authorizeBy } from '../../examples/node-gateway/src/authorize.js';
import { demoAccounts, demoLogIn } from '../../examples/node-gateway/src/demo-accounts.js';
import { createSandbox, SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { keptSession } from './kept-session.js';

const FAULT = 'x-sandbox-fault';
const OF_THE_SANDBOX = ['/htest/openapi/v1/', '/upload_img/', '/sandbox/'];
const OF_THE_GATEWAY = ['/coupons/', '/session'];

const { app: sandbox } = createSandbox();

/** @param {Request} request */
async function askSandbox(request) {
  const response = await sandbox.fetch(request);
  // The sandbox answers 501 for a fault that needs a connection. It becomes a network error.
  return response.status === 501 ? Response.error() : response;
}

const sessions = /** @type {import('../../examples/node-gateway/src/sessions.js').Sessions} */ (/** @type {unknown} */ (keptSession));

/** @param {Record<string, string>} headers */
const gatewayWith = (headers) =>
  createGateway({
    baseUrl: `${location.origin}/htest/openapi/v1`,
    channel: SANDBOX_CHANNEL,
    cipher: { key: SANDBOX_KEY },
    authorize: authorizeBy(sessions),
    rateLimit: { requests: 6_000, seconds: 60 },
    headers,
    log: () => {},
    fetch: async (input, init) => {
      const response = await askSandbox(new Request(input, init));
      if (response.type === 'error') throw new TypeError('the connection was lost');
      return response;
    },
  });
/** The gateway without a fault. It needs the WebAssembly module, which is loaded asynchronously. */
const usual = init().then(() => gatewayWith({}));
usual.catch(() => {});

const app = createApp({
  gateway: async (request) => {
    const withoutFault = await usual;
    const fault = request.headers.get(FAULT);
    return (fault === null ? withoutFault : gatewayWith({ [FAULT]: fault }))(request);
  },
  sessions,
  logIn: demoLogIn,
  demoAccounts,
  anyHost: true,
});

const worker = /** @type {any} */ (globalThis);
worker.addEventListener('install', () => worker.skipWaiting());
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (OF_THE_SANDBOX.some((path) => pathname.startsWith(path))) event.respondWith(askSandbox(request));
  else if (OF_THE_GATEWAY.some((path) => pathname.startsWith(path))) event.respondWith(app.fetch(request));
});
