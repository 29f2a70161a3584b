import { serve } from '@hono/node-server';
import { openGateways } from './gateways.js';

serve({ fetch: openGateways(process.env), hostname: '127.0.0.1', port: 0 }, ({ port }) => console.log(`http://127.0.0.1:${port}`));
