// The default entry. The WebAssembly is inlined, so that no bundler, server or runtime has to find a file.
import { inlined } from '../load/inlined.js';
import { setDefaultSource } from '../load/module.js';

export * from '../api.js';
export { default, default as init } from '../api.js';

setDefaultSource(inlined);
