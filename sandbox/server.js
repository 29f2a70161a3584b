// @ts-check
// Serves the sandbox over HTTP.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { getRequestListener } from '@hono/node-server';
import { createSandbox } from './app.js';

const HOST = '127.0.0.1';

/**
 * @typedef {object} RunningSandbox
 * @property {string} url without a trailing slash
 * @property {import('./app.js').Sandbox['app']} app
 * @property {import('./app.js').Sandbox['log']} log
 * @property {() => Promise<void>} close closes open connections at once
 */

/**
 * Starts a sandbox on the loopback interface.
 *
 * @param {import('./app.js').SandboxOptions & { port?: number }} [options] port 0, the default, is any free port
 * @returns {Promise<RunningSandbox>}
 */
export async function startSandbox({ port = 0, ...options } = {}) {
  const { app, log } = createSandbox(options);
  // Not overridden, because tests in this process need Node's own Request and Response.
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    url: `http://${HOST}:${address.port}`,
    app,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
