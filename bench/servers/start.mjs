// @ts-check
// Serves the pages whose start is measured, compressed and, except for their HTML, cacheable, and what they ask: the sandbox CRM,
// a gateway in front of it, and who is logged in.
//   node bench/servers/start.mjs <folder>
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { createGateway } from 'houcaller-coupons/gateway';
import { createSandbox, SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { listening } from './listening.mjs';

const [, , folder] = process.argv;
const MEMBER = 'K1H93QDKI00B7';
const { app: sandbox } = createSandbox({ maxClockSkewMs: Infinity });
const gateway = createGateway({
  baseUrl: 'http://localhost/htest/openapi/v1',
  channel: SANDBOX_CHANNEL,
  cipher: { key: SANDBOX_KEY },
  authorize: () => ({ memberId: MEMBER }),
  rateLimit: { requests: 1_000_000_000 },
  fetch: async (url, init) => sandbox.fetch(new Request(url, init)),
  log: () => {},
});

const app = new Hono();
app.get('/session', (c) => c.json({ memberId: MEMBER }, 200, { 'cache-control': 'no-store' }));
app.all('/coupons/*', ({ req }) => gateway(req.raw));
app.all('/htest/*', ({ req }) => sandbox.fetch(req.raw));
app.use(async (c, next) => {
  await next();
  c.header('cache-control', c.req.path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable');
});
app.use(serveStatic({ root: folder, precompressed: true }));
await listening(createServer(getRequestListener(app.fetch)), 'http');
