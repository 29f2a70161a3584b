// For hosts without WebAssembly, and pages that must forbid it: the default entry on the module as JavaScript. Nobody has to await `init`.
import { engine } from '../load/engine.js';
import { setSourceAtHand } from '../load/module.js';

export * from '../api.js';
export { default, default as init } from '../api.js';
export { engine };

setSourceAtHand(() => engine);
