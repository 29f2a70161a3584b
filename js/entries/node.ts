// Node, Deno and Bun: inlined as well, and compiled by the first call that needs it.
import { inlined } from '../load/inlined.js';
import { setSourceAtHand } from '../load/module.js';

export * from '../api.js';
export { default, default as init } from '../api.js';

setSourceAtHand(inlined);
