// @ts-check
// A minimal hand-written gateway: a Hono app that checks the session, encrypts, calls the CRM, forwards the answer and logs one
// line per request.
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { API, CHANNEL, ROUTE } from '../places.mjs';
import { serve } from '../served.mjs';
import { memberOf } from '../sessions.mjs';

/**
 * @param {(plaintext: string) => string} encrypt upper-case hex
 */
export async function serveHandWritten(encrypt) {
  const { values } = parseArgs({ options: { crm: { type: 'string', default: '' } } });
  const url = `${values.crm}${API}/listCpnItemByMember`;
  const app = new Hono();
  app.use(async (c, next) => {
    const began = Date.now();
    await next();
    console.log(JSON.stringify({ time: new Date().toISOString(), path: c.req.path, status: c.res.status, durationMs: Date.now() - began }));
  });
  app.post(ROUTE, async (c) => {
    const member = memberOf(c.req.header('authorization'));
    if (!member) return c.json({ title: 'not authorized' }, 401);
    const query = await c.req.json();
    if (query.memberId !== member) return c.json({ title: 'not allowed' }, 403);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ param: encrypt(JSON.stringify({ memberId: member })), channel: CHANNEL, timestamp: String(Date.now()) }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) return c.json({ title: 'no answer from the CRM' }, 502);
    return c.json(await response.json());
  });
  await serve(createServer(getRequestListener(app.fetch)));
}
