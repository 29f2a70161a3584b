// @ts-check
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);

/** @type {Record<string, [file: string | undefined, type: string]>} */
const FILES = {
  '/': [undefined, 'text/html'],
  ...Object.fromEntries(['index', 'no-wasm', 'engine'].map((name) => [`/dist/${name}.js`, [`dist/${name}.js`, 'text/javascript']])),
  '/published-response.json': ['sandbox/published-response.json', 'application/json'],
  ...Object.fromEntries(['page', 'calls', 'memory-crm', 'watched'].map((name) => [`/${name}.js`, [`tests/client/soak/${name}.js`, 'text/javascript']])),
};
const PAGE = '<!doctype html><title>soak</title><script type="module" src="/page.js"></script>';

/** Serves the page and the package, cross-origin isolated, because browsers measure the memory of isolated pages only. */
export async function startServer() {
  const server = createServer(async (request, response) => {
    const [file, type] = FILES[new URL(request.url ?? '', 'http://soak').pathname] ?? [];
    response.writeHead(type ? 200 : 404, {
      'content-type': type ?? 'text/plain',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(file ? await readFile(fileURLToPath(new URL(file, root))) : PAGE);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/`, close: () => (server.closeAllConnections(), server.close()) };
}
