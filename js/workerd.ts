// Cloudflare's workerd compiles no bytes inside a request: it takes a module that was compiled before, which is what it makes of this import.
import wasm from '../pkg/houcaller_coupons_bg.wasm';
import { setSourceAtHand } from './module.js';

export * from './api.js';
export { default, default as init } from './api.js';

const compiled = wasm as unknown as WebAssembly.Module;

setSourceAtHand(() => compiled);
