// @ts-check
// A gateway in front of the sandbox that authorizes every query.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { getRequestListener } from '@hono/node-server';
import { createGateway } from 'houcaller-coupons/gateway';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';

/**
 * @param {string} crm address of the sandbox
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveGateway(crm) {
  const gateway = createGateway({
    baseUrl: `${crm}/htest/openapi/v1`,
    channel: SANDBOX_CHANNEL,
    cipher: { key: SANDBOX_KEY },
    authorize: (_request, query) => query,
    log: () => undefined,
  });
  const server = createServer(getRequestListener(gateway, { overrideGlobalObjects: false })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
