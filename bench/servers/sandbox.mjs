// @ts-check
// Serves the sandbox CRM, and a page and the texts of answers from the same origin, so that the page needs no CORS.
//   node bench/servers/sandbox.mjs <folder of the page>
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { createSandbox } from '../../sandbox/app.js';
import { chinaDays } from '../../sandbox/china-day.js';
import { members } from '../../sandbox/members.js';
import { listening } from './listening.mjs';

const [, , pages] = process.argv;
const { app: sandbox } = createSandbox({ maxClockSkewMs: Infinity });
const list = members.find(({ memberId }) => memberId === 'SANDBOX010000')?.answer(chinaDays(Date.now())).data.list ?? [];

const app = new Hono();
app.get('/answers/:length', (c) => {
  const length = Number(c.req.param('length'));
  return c.json({ msg: '操作成功', code: 0, data: { list: Array.from({ length }, (_, index) => list[index % list.length]) } });
});
app.use('/page/*', async (c, next) => {
  await next();
  // These headers isolate the page, which gives it a precise clock.
  c.header('cross-origin-opener-policy', 'same-origin');
  c.header('cross-origin-embedder-policy', 'require-corp');
});
app.use('/page/*', serveStatic({ root: pages, rewriteRequestPath: (path) => path.replace('/page', '') }));
app.all('*', ({ req }) => sandbox.fetch(req.raw));

await listening(createServer(getRequestListener(app.fetch)), 'http');
