// @ts-check
// Serves a page that imports the built package, as a page of any site would.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

const root = new URL('../../', import.meta.url);

/** Nothing else leaves the repository: the built entry, and the modules beside this one. */
const SERVED = /^\/(?:dist|tests\/faults)\/[\w-]+\.js$/;

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>faults</title>
<link rel="icon" href="data:,">
<script type="importmap">{ "imports": { "houcaller-coupons": "/dist/index.js" } }</script>
<script type="module" src="/tests/faults/page.js"></script>
`;

/** @returns {Promise<{ url: string, close: () => Promise<void> }>} of another origin than the sandbox: CORS is real */
export async function startPageServer() {
  const server = createServer(async ({ url = '/' }, response) => {
    if (url === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
      return;
    }
    const text = SERVED.test(url) ? await readFile(new URL(`.${url}`, root)).catch(() => undefined) : undefined;
    response.statusCode = text ? 200 : 404;
    response.setHeader('content-type', 'text/javascript; charset=utf-8').end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
