// The default entry on Node, Deno and Bun. The WebAssembly is inlined, and the first call compiles it synchronously.
import { inlined } from '../load/inlined.js';
import { setSyncSource } from '../load/module.js';

export * from '../api.js';
export { default, default as init } from '../api.js';

setSyncSource(inlined);
