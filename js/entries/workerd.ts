// Cloudflare's workerd compiles no bytes inside a request, and Vercel's edge runtime none at all: they take a module that was compiled before, which is what they make of this import.
import wasm from '../../pkg/houcaller_coupons_bg.wasm';
import { setSourceAtHand } from '../load/module.js';

export * from '../api.js';
export { default, default as init } from '../api.js';

const compiled = wasm as unknown as WebAssembly.Module;

setSourceAtHand(() => compiled);
