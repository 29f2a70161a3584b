import { gatewayFor } from '../../../gateway.js';

let gateway;

export const prerender = false;
export const ALL = ({ request }) => (gateway ??= gatewayFor(process.env))(request);
