// @ts-check
// A gateway in a process of its own, which tells how much memory it has had at the most. CRM_URL and CRM_KEY say whom it asks.
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
