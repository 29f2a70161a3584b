// @ts-check
// The application: the gateway and the log-in beside it, on one origin.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { sessionRoutes } from './session-routes.js';

/** @param {import('./session-routes.js').SessionRoutes & { gateway: import('houcaller-coupons/gateway').Gateway }} options */
export function createApp({ gateway, ...session }) {
  const app = new Hono();
  // A year of https for this host. Its siblings are not for this program to speak of.
  app.use(secureHeaders({ strictTransportSecurity: 'max-age=31536000', xFrameOptions: 'DENY' }));
  app.all('/coupons/*', (c) => gateway(c.req.raw));
  app.route('/session', sessionRoutes(session));
  app.notFound(() => problem(404, 'no such path'));
  app.onError((error) => {
    if (error instanceof HTTPException) return problem(error.status, error.message);
    // Its message may hold anything.
    console.error(JSON.stringify({ time: new Date().toISOString(), failure: error.name }));
    return problem(500, 'an error in the server');
  });
  return app;
}

/**
 * @param {number} status
 * @param {string} title
 */
function problem(status, title) {
  return new Response(JSON.stringify({ title, status }), { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } });
}
