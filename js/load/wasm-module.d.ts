declare const compiled: WebAssembly.Module;
/** What Cloudflare's workerd makes of importing the file. Other hosts and bundlers hand on its address, or nothing. */
export default compiled;
