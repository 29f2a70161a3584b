import load, { setDefaultSource } from '../load/module.js';
import type { Engine, InitInput } from '../types/index.js';

// Where WeChat's npm builder puts the folder that the package names as its mini-program.
const DEFAULT_PATH = '/miniprogram_npm/houcaller-coupons/houcaller_coupons_bg.wasm.br';

setDefaultSource(() => codePackageFile(DEFAULT_PATH));

/**
 * Compiles the WebAssembly module. Calls after the first share its outcome; after a failure the next call tries again.
 *
 * @param wasmPath Where in the code package it is, ending in `.wasm` or `.wasm.br`; or the engine without WebAssembly.
 * Default: `/miniprogram_npm/houcaller-coupons/houcaller_coupons_bg.wasm.br`, where WeChat's npm builder puts it.
 * @throws {CouponError} `config`, when the host has no WebAssembly, or the module cannot be loaded or compiled.
 * @example
 * await init('/static/houcaller_coupons_bg.wasm.br');
 */
export default function init(wasmPath?: string | Engine): Promise<void> {
  return load(typeof wasmPath === 'string' ? codePackageFile(wasmPath) : wasmPath);
}

/** A string would be fetched. What is none goes to `instantiate` as it is: see path-web-assembly.ts. */
function codePackageFile(path: string): InitInput {
  return { path } as unknown as InitInput;
}
