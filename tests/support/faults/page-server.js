// @ts-check
// Serves a page that imports the built package by an import map.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

const root = new URL('../../../', import.meta.url);

const TYPES = { js: 'text/javascript; charset=utf-8', json: 'application/json' };

/**
 * @param {string} folder
 * @param {string} importMap
 */
const page = (folder, importMap) => `<!doctype html>
<meta charset="utf-8">
<title>${folder}</title>
<link rel="icon" href="data:,">
${importMap}
<script type="module" src="/${folder}/page.js"></script>
`;

const IMPORT_MAP = '<script type="importmap">{ "imports": { "houcaller-coupons": "/dist/index.js" } }</script>';

/**
 * @param {string} folder of the modules that the page may load; the page starts with its `page.js`
 * @param {{ entry: string, policy: string }} [strict] a file of dist/ in place of the default entry, under a Content-Security-Policy that allows no import map
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} its origin is not the sandbox's, so that the browser applies CORS
 */
export async function startPageServer(folder, strict) {
  // Serves only dist/, the folder, tests/support/ and the answer of the vendor's documentation.
  const served = new RegExp(`^/(?:(?:dist|${folder}|tests/support(?:/faults)?)/[\\w-]+\\.(js)|sandbox/published-response\\.(json))$`);
  const server = createServer(async ({ url = '/' }, response) => {
    if (strict) response.setHeader('content-security-policy', strict.policy);
    if (url === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page(folder, strict ? '' : IMPORT_MAP));
      return;
    }
    const known = served.exec(url);
    const text = known ? await readFile(new URL(`.${url}`, root), 'utf8').catch(() => undefined) : undefined;
    response.statusCode = text ? 200 : 404;
    const named = strict ? text?.replaceAll("from 'houcaller-coupons'", `from '/dist/${strict.entry}'`) : text;
    response.setHeader('content-type', known?.[2] ? TYPES.json : TYPES.js).end(named);
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
