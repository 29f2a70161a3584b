// A route of one's own that holds the key.
export { createGateway } from './gateway.js';
export { Unavailable } from './unavailable.js';
export type * from './types.js';
