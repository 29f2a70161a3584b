// For mini-programs of hosts without WebAssembly: nobody has to await `init`, and no file has to be put into the code package.
import { engine } from '../engine.js';
import { setSourceAtHand } from '../module.js';

export * from '../api.js';
export { AbortController } from './abort-controller.js';
export { default, default as init } from '../module.js';
export { requestFetch } from './request-fetch.js';
export type { HostRequest, HostRequestOptions } from './request-fetch.js';
export { engine };

setSourceAtHand(() => engine);
