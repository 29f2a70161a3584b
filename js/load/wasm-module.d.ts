declare const compiled: WebAssembly.Module;
/** The compiled module. Only Cloudflare's workerd and Vercel's edge runtime import a `.wasm` file as one. */
export default compiled;
