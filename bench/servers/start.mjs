// @ts-check
// Serves the pages whose start is measured, compressed and, except for their HTML, cacheable.
//   node bench/servers/start.mjs <folder>
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { listening } from './listening.mjs';

const [, , folder] = process.argv;
const app = new Hono();
app.use(async (c, next) => {
  await next();
  c.header('cache-control', c.req.path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable');
});
app.use(serveStatic({ root: folder, precompressed: true }));
await listening(createServer(getRequestListener(app.fetch)), 'http');
