// The entry whose WebAssembly is a separate file: smaller than the default entry, and compiled while it streams in.
import { setDefaultSource } from '../load/module.js';

export * from '../api.js';
export { default, default as init } from '../api.js';

setDefaultSource(() => new URL('./houcaller_coupons_bg.wasm', import.meta.url));
