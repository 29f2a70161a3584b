// @ts-check
// Serves a gateway in a process of its own, and its peak memory in megabytes at /memory. CRM_URL and CRM_KEY select the CRM.
import { serve } from '@hono/node-server';
import { createGateway } from 'houcaller-coupons/gateway';

const { CRM_URL, CRM_KEY = '' } = process.env;
const gateway = createGateway({
  baseUrl: `${CRM_URL}/htest/openapi/v1`,
  channel: 'hkl-test',
  cipher: { key: CRM_KEY },
  authorize: (_request, query) => query,
  rateLimit: { requests: 100_000 },
  cache: { ttlMs: 0 },
  retry: 0,
  log: () => undefined,
});

serve(
  {
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request) => (new URL(request.url).pathname === '/memory' ? Response.json(process.resourceUsage().maxRSS / 1_024) : gateway(request)),
  },
  ({ port }) => console.log(`http://127.0.0.1:${port}`),
);
