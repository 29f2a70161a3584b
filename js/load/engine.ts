// The module as JavaScript, which the build makes of the WebAssembly that ships: scripts/build/without-wasm.mjs.
import { instantiate, moduleId } from '../../pkg/engine.js';
import type { Engine } from '../types/index.js';

/**
 * For `init` of another entry, where it finds no WebAssembly.
 *
 * @example
 * await init().catch(async (error) => {
 *   if (error.retryable) throw error;
 *   const { engine } = await import('houcaller-coupons/no-wasm');
 *   await init(engine);
 * });
 */
export const engine: Engine = { moduleId, instantiate };
