// The default entry: the WebAssembly comes inlined, so that no bundler, server or runtime has to find a file.
import wasm from '../pkg/houcaller_coupons_bg.wasm';
import { setDefaultSource } from './module.js';

export * from './api.js';
export { default } from './api.js';

// The build puts base64 in the place of the import.
const base64 = wasm as unknown as string;

setDefaultSource(() => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
