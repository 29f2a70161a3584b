export type * from './crate.js';
export type * from './package.js';
