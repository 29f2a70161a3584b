// @ts-check
import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

// Webviews of Chromium 57 and iOS 11 know the WebAssembly of 2017 and nothing newer. References to JavaScript values stay numbers, and wasm-bindgen
// is told so by the list of features that the linker writes. Newer instructions, in the precompiled standard library, are lowered by wasm-opt:
// see module/Cargo.toml, and tests/package/old-webviews.test.js, which holds the outcome to it.
const FLAGS = ['-Ctarget-feature=-reference-types,-multivalue', '-Clink-arg=--features=mutable-globals', '-Clink-arg=--no-check-features'];

/**
 * Compiles the crate to WebAssembly and its glue: what wasm-pack makes for bundlers, since that leaves the loading to js/instance.ts.
 *
 * @param {string} folder Where both go.
 */
export async function compileWasm(folder) {
  const args = ['build', 'module', '--mode', 'no-install', '--target', 'bundler', '--out-dir', join('..', folder), '--no-pack'];
  await run('wasm-pack', args, { RUSTFLAGS: FLAGS.join(' ') });
  // The types are of a module that loads the WebAssembly, as bundlers can; what is used is the one behind it.
  const types = join(root, folder, 'houcaller_coupons_bg.d.ts');
  await copyFile(join(root, folder, 'houcaller_coupons.d.ts'), types);
  await appendFile(types, 'export function __wbg_set_wasm(exports: WebAssembly.Exports): void;\n');
}
