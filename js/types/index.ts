// Every public type but the gateway's.
export type * from './crate.js';
export type * from './package.js';
