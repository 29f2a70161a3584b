import { gatewayFor } from '../../../../gateway.js';

let gateway;

export const fallback = ({ request }) => (gateway ??= gatewayFor(process.env))(request);
