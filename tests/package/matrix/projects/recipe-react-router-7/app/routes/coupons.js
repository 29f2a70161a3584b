import { gatewayFor } from '../../gateway.js';

let gateway;
const handler = ({ request }) => (gateway ??= gatewayFor(process.env))(request);

export { handler as loader, handler as action };
