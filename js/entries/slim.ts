// For those who serve the WebAssembly as a file of its own: smaller, and compiled while it streams in.
import { setDefaultSource } from '../load/module.js';

export * from '../api.js';
export { default, default as init } from '../api.js';

setDefaultSource(() => new URL('./houcaller_coupons_bg.wasm', import.meta.url));
