// @ts-check
// A CRM that is never the bottleneck: it ignores the request and answers at once with the published coupons.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { serve } from '../served.mjs';

const published = readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url));
const HEAD = { 'content-type': 'application/json;charset=UTF-8', 'content-length': published.length };

const server = createServer((request, response) => void request.resume().on('end', () => response.writeHead(200, HEAD).end(published)));
await serve(server);
