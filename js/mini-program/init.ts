// `init` for mini-programs: it takes a path in the code package.
import { CouponError } from '../coupon-error.js';
import { isEngine } from '../load/instance.js';
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
  if (typeof wasmPath === 'string') return load(codePackageFile(wasmPath));
  // The host would report another value as a path that it cannot find.
  if (wasmPath !== undefined && wasmPath !== null && !isEngine(wasmPath)) {
    const found = typeof wasmPath === 'object' ? 'another object' : `a ${typeof wasmPath}`;
    return Promise.reject(new CouponError('config', `init: expected a path in the code package or an engine, found ${found}`));
  }
  return load(wasmPath);
}

/**
 * Wraps a path, because js/load/instance.ts would fetch a string. An object reaches `instantiate` of
 * path-web-assembly.ts unchanged.
 */
function codePackageFile(path: string): InitInput {
  return { path } as unknown as InitInput;
}
