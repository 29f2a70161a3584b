import { openGateways } from './gateways.js';

const gateway = openGateways(process.env);
const { port } = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: (request) => gateway(request) });
console.log(`http://127.0.0.1:${port}`);
