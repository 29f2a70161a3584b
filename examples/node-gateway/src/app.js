// @ts-check
// The application: the gateway and the log-in beside it, on one origin.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { problem } from './problem.js';
import { sessionRoutes } from './session-routes.js';
import { StoreAway } from './store-away.js';
import { THIS_MACHINE } from './this-machine.js';

/**
 * @param {import('./session-routes.js').SessionRoutes & { gateway: import('houcaller-coupons/gateway').Gateway, anyHost?: boolean }} options
 * `anyHost`: whether demo accounts are for pages of any host, as in a service worker, which answers nobody but its own page. Default: no
 */
export function createApp({ gateway, anyHost = false, ...session }) {
  const app = new Hono();
  // A year of https for this host. Its siblings are not for this program to speak of.
  app.use(secureHeaders({ strictTransportSecurity: 'max-age=31536000', xFrameOptions: 'DENY' }));
  if (session.demoAccounts && !anyHost) app.use(thisMachineOnly);
  app.all('/coupons/*', (c) => gateway(c.req.raw));
  app.route('/session', sessionRoutes(session));
  app.notFound(() => problem(404, 'no such path'));
  app.onError((error) => {
    if (error instanceof StoreAway) return problem(503, 'unavailable', { 'retry-after': '1' });
    if (error instanceof HTTPException) return error.res ?? problem(error.status, error.message);
    // Its message may hold anything.
    console.error(JSON.stringify({ time: new Date().toISOString(), failure: error.name }));
    return problem(500, 'an error in the server');
  });
  return app;
}

/**
 * A foreign page can have its own name lead to this machine (DNS rebinding): its origin is then the one that it asks.
 *
 * @type {import('hono').MiddlewareHandler}
 */
async function thisMachineOnly({ req }, next) {
  if (!THIS_MACHINE.includes(new URL(req.url).hostname)) throw new HTTPException(403, { message: 'the demo answers to localhost only' });
  await next();
}
