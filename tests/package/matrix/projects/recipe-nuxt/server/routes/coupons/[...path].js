import { gatewayFor } from '../../../gateway.js';

let gateway;

export default defineEventHandler((event) => (gateway ??= gatewayFor(process.env))(toWebRequest(event)));
