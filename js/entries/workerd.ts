// The default entry on Cloudflare's workerd and Vercel's edge runtime. workerd does not compile bytes during a request,
// and the edge runtime never does, but both import a `.wasm` file as a compiled module.
import wasm from '../../pkg/houcaller_coupons_bg.wasm';
import { setSyncSource } from '../load/module.js';

export * from '../api.js';
export { default, default as init } from '../api.js';

const compiled = wasm as unknown as WebAssembly.Module;

setSyncSource(() => compiled);
