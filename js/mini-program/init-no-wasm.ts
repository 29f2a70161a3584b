// `init` of the mini-program entry without WebAssembly.
import load from '../load/module.js';
import type { Engine } from '../types/index.js';

/**
 * Starts the engine. Calling it is optional. It takes the same arguments as `init` of `/mini-program`, so that a page can
 * import either entry, and ignores them, because this entry contains its engine.
 *
 * @param _wasmPath Ignored.
 * @throws {CouponError} `config`, if the engine cannot be started.
 * @example
 * await init();
 * isCouponCode('7270000006699'); // true
 */
export default function init(_wasmPath?: string | Engine): Promise<void> {
  return load();
}
