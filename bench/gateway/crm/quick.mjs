// @ts-check
// A CRM that is never the bottleneck: it reads the request, looks at nothing, and answers the published coupons at once.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { serve } from '../served.mjs';

const published = readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url));
const HEAD = { 'content-type': 'application/json;charset=UTF-8', 'content-length': published.length };

const { values } = parseArgs({ options: { latency: { type: 'string', default: '0' } } });
const latencyMs = Number(values.latency);

const server = createServer((request, response) => {
  const answer = () => response.writeHead(200, HEAD).end(published);
  request.resume().on('end', () => void (latencyMs ? setTimeout(answer, latencyMs) : answer()));
});
await serve(server);
