// For mini-programs of hosts without WebAssembly: nobody has to await `init`, and no file has to be put into the code package.
import { engine } from '../load/engine.js';
import { setSourceAtHand } from '../load/module.js';

export * from '../api.js';
export { AbortController } from '../mini-program/abort-controller.js';
export { default, default as init } from '../load/module.js';
export { requestFetch } from '../mini-program/request-fetch.js';
export type { HostRequest, HostRequestOptions } from '../mini-program/request-fetch.js';
export { engine };

setSourceAtHand(() => engine);
