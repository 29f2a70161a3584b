// @ts-check
// Answers every request with the published coupons after a latency.
//   node bench/servers/slow.mjs <milliseconds>                                          over HTTP/1.1
//   node bench/servers/slow.mjs <milliseconds> <key> <certificate> <folder of the page> over HTTP/2, because a browser limits HTTP/1.1 to 6 requests at a time
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { listening } from './listening.mjs';

const [, , latency, key, cert, pages] = process.argv;
const answer = readFileSync(new URL('../../sandbox/published-response.json', import.meta.url));

const app = new Hono();
app.use('/page/*', serveStatic({ root: pages, rewriteRequestPath: (path) => path.replace('/page', '') }));

/**
 * Uses no framework, because the server shares the CPU with the clients.
 *
 * @param {import('node:http').IncomingMessage | import('node:http2').Http2ServerRequest} request
 * @param {import('node:http').ServerResponse | import('node:http2').Http2ServerResponse} response
 */
function answerLate(request, response) {
  request.resume();
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8', 'content-length': answer.length });
    response.end(answer);
  }, Number(latency));
}

if (key === undefined) {
  await listening(createServer(answerLate), 'http');
} else {
  const page = getRequestListener(app.fetch);
  const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) =>
    request.url.startsWith('/page/') ? void page(request, response) : answerLate(request, response),
  );
  await listening(server, 'https');
}
