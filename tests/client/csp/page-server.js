// @ts-check
// Serves a site with a Content-Security-Policy: its page, the built package and the sandbox have one origin, because the policy allows no other.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { getRequestListener } from '@hono/node-server';
import { createSandbox } from '../../../sandbox/app.js';
import { documentSamples } from '../../support/document-samples.js';

const root = new URL('../../../', import.meta.url);

/** The files of the repository that are served. */
const SERVED = /^\/(?:dist\/[\w.-]+\.(?:js|wasm)|tests\/client\/csp\/page\.js)$/;

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', wasm: 'application/wasm' };

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>policy</title>
<script type="module" src="/tests/client/csp/page.js"></script>
`;

/** The sample of the fallback in docs/compatibility.md, with this site's addresses. */
async function fallback() {
  const { source = '' } = (await documentSamples()).find(({ source }) => source.includes('/no-wasm')) ?? {};
  return `${source.replaceAll(/'houcaller-coupons(\/no-wasm)?'/g, (_, /** @type {string | undefined} */ engine) => `'/dist/${engine ? 'no-wasm' : 'index'}.js'`)}\nexport * from '/dist/index.js';\nexport { init as default };\n`;
}

/**
 * @param {string} policy sent with every answer
 */
export async function startSite(policy) {
  const { app, log } = createSandbox();
  const sandbox = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  /** @type {(report: any) => void} */
  let reported = () => {};

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site.invalid');
    response.setHeader('content-security-policy', policy);
    if (pathname === '/') {
      response.setHeader('content-type', TYPES.html).end(PAGE);
    } else if (pathname === '/report') {
      reported(JSON.parse(await text(request)));
      response.end();
    } else if (pathname === '/fallback.js') {
      response.setHeader('content-type', TYPES.js).end(await fallback());
    } else if (SERVED.test(pathname)) {
      const type = pathname.endsWith('.wasm') ? TYPES.wasm : TYPES.js;
      response.setHeader('content-type', type).end(await readFile(new URL(`.${pathname}`, root)));
    } else {
      await sandbox(request, response);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    log,
    /**
     * Opens the page, and resolves to the report that it posts. The page posts it, because a driver's code may be exempt from the policy.
     *
     * @param {{ goto: (url: string) => Promise<unknown> }} page
     * @param {string} asked
     * @returns {Promise<any>}
     */
    async visit(page, asked) {
      const report = new Promise((resolve) => (reported = resolve));
      await page.goto(`http://127.0.0.1:${port}/?${asked}`);
      return report;
    },
    close: () =>
      new Promise((/** @type {(closed: void) => void} */ resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
