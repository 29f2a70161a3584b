// The entry for mini-programs on hosts without WebAssembly. Awaiting `init` is optional, and no file has to be copied
// into the code package.
import { engine } from '../load/engine.js';
import { setSyncSource } from '../load/module.js';

export * from '../api.js';
export { AbortController } from '../mini-program/abort-controller.js';
export { default, default as init } from '../mini-program/init-no-wasm.js';
export type { HostRequest, HostRequestOptions } from '../mini-program/host-request.js';
export { requestFetch } from '../mini-program/request-fetch.js';
export { engine };

setSyncSource(() => engine);
