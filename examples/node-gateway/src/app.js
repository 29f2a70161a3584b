// @ts-check
// The application: the gateway and the log-in on one origin.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { problem } from './problem.js';
import { sessionRoutes } from './session-routes.js';
import { StoreUnavailable } from './store-unavailable.js';
import { LOOPBACK_HOSTS } from './loopback-hosts.js';

/**
 * @param {import('./session-routes.js').SessionRoutes & { gateway: import('houcaller-coupons/gateway').Gateway, anyHost?: boolean }} options
 * `anyHost`: allows demo accounts on any host, for a service worker, which answers only its own page. Default: false
 */
export function createApp({ gateway, anyHost = false, ...session }) {
  const app = new Hono();
  // HSTS for a year, without subdomains, which may belong to other programs.
  app.use(secureHeaders({ strictTransportSecurity: 'max-age=31536000', xFrameOptions: 'DENY' }));
  if (session.demoAccounts && !anyHost) app.use(loopbackOnly);
  app.all('/coupons/*', (c) => gateway(c.req.raw));
  app.route('/session', sessionRoutes(session));
  app.notFound(() => problem(404, 'no such path'));
  app.onError((error) => {
    if (error instanceof StoreUnavailable) return problem(503, 'unavailable', { 'retry-after': '1' });
    if (error instanceof HTTPException) return error.res ?? problem(error.status, error.message);
    // Logs only the name, because the message may contain personal data.
    console.error(JSON.stringify({ time: new Date().toISOString(), failure: error.name }));
    return problem(500, 'internal server error');
  });
  return app;
}

/**
 * Prevents DNS rebinding, in which another site's host name resolves to this machine, so that its pages have the same origin.
 *
 * @type {import('hono').MiddlewareHandler}
 */
async function loopbackOnly({ req }, next) {
  if (!LOOPBACK_HOSTS.includes(new URL(req.url).hostname)) throw new HTTPException(403, { message: 'the demo answers to localhost only' });
  await next();
}
