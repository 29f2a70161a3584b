// A route of one's own that holds the key.
export { createGateway } from '../gateway/gateway.js';
export { Unavailable } from '../gateway/unavailable.js';
export type * from '../gateway/types.js';
