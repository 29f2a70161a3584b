import { env } from 'cloudflare:workers';
import { openGateways } from './gateways.js';

export default { fetch: openGateways(env) };
