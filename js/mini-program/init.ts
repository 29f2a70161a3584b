// `init` for mini-programs: it takes a path in the code package.
import load, { setDefaultSource } from '../load/module.js';
import type { Engine, InitInput } from '../types/index.js';

// WeChat's npm builder copies the folder that package.json names as `miniprogram` to this place.
const DEFAULT_PATH = '/miniprogram_npm/houcaller-coupons/houcaller_coupons_bg.wasm.br';

setDefaultSource(() => codePackageFile(DEFAULT_PATH));

/**
 * Compiles the WebAssembly module. Later calls return the same promise; after a failure, the next call tries again.
 *
 * @param wasmPath The path of the WebAssembly in the code package, ending in `.wasm` or `.wasm.br`; or the engine of
 * the entry without WebAssembly. Default: `/miniprogram_npm/houcaller-coupons/houcaller_coupons_bg.wasm.br`, where
 * WeChat's npm builder puts it.
 * @throws {CouponError} `config`, if the host has no WebAssembly, or if the module cannot be loaded or compiled.
 * @example
 * await init('/static/houcaller_coupons_bg.wasm.br');
 */
export default function init(wasmPath?: string | Engine): Promise<void> {
  return load(typeof wasmPath === 'string' ? codePackageFile(wasmPath) : wasmPath);
}

/**
 * Wraps a path, because js/load/instance.ts would fetch a string. An object reaches `instantiate` of
 * path-web-assembly.ts unchanged.
 */
function codePackageFile(path: string): InitInput {
  return { path } as unknown as InitInput;
}
