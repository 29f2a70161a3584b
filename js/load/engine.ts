// The client's engine: the WebAssembly module compiled to JavaScript. scripts/build/without-wasm.mjs makes it from the
// module that ships.
import { instantiate, moduleId } from '../../pkg/engine.js';
import type { Engine } from '../types/index.js';

/**
 * The client's engine as JavaScript. Pass it to the `init` of another entry when the host has no WebAssembly.
 *
 * @example
 * await init().catch(async (error) => {
 *   if (error.retryable) throw error;
 *   const { engine } = await import('houcaller-coupons/no-wasm');
 *   await init(engine);
 * });
 */
export const engine: Engine = { moduleId, instantiate };
