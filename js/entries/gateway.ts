// The entry for servers: a gateway that holds the key and asks the CRM.
export { createGateway } from '../gateway/gateway.js';
export { Unavailable } from '../gateway/unavailable.js';
export type * from '../gateway/types.js';
