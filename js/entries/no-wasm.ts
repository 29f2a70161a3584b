// The entry for hosts without WebAssembly and for pages that must forbid it: the module as JavaScript. Awaiting `init`
// is optional.
import { engine } from '../load/engine.js';
import { setSyncSource } from '../load/module.js';

export * from '../api.js';
export { default, default as init } from '../api.js';
export { engine };

setSyncSource(() => engine);
