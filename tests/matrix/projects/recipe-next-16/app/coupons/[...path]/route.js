import { gatewayFor } from '../../../gateway.js';

let gateway; // made by the first request: `next build` loads this file, and has no key
const handler = (request) => (gateway ??= gatewayFor(process.env))(request);

export { handler as GET, handler as POST, handler as OPTIONS };
