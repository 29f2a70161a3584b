import { openGateways } from './gateways.js';

const onListen = ({ port }) => console.log(`http://127.0.0.1:${port}`);
Deno.serve({ hostname: '127.0.0.1', port: 0, onListen }, openGateways(Deno.env.toObject()));
