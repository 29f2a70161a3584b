// @ts-check
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

// Webviews of Chromium 57 and iOS 11 know the WebAssembly of 2017 and nothing newer. References to JavaScript values stay numbers, and wasm-bindgen
// is told so by the list of features that the linker writes. Newer instructions, in the precompiled standard library, are lowered by wasm-opt:
// see module/Cargo.toml, and tests/package/old-webviews.test.js, which holds the outcome to it.
const FLAGS = ['-Ctarget-feature=-reference-types,-multivalue', '-Clink-arg=--features=mutable-globals', '-Clink-arg=--no-check-features'];

/**
 * Compiles the crate to WebAssembly and its glue.
 *
 * @param {'web' | 'bundler'} target What the glue is for, as wasm-pack names it.
 * @param {string} folder Where both go.
 */
export async function compileWasm(target, folder) {
  const args = ['build', 'module', '--mode', 'no-install', '--target', target, '--out-dir', join('..', folder), '--no-pack'];
  await run('wasm-pack', args, { RUSTFLAGS: FLAGS.join(' ') });
  await withoutExportedGlobals(join(root, folder, 'houcaller_coupons_bg.wasm'));
}

/**
 * WeChat's WebAssembly on iOS knows no exported globals. wasm-bindgen exports two that its glue does not ask for.
 *
 * @param {string} file
 */
async function withoutExportedGlobals(file) {
  const { default: binaryen } = await import('binaryen');
  const module = binaryen.readBinary(await readFile(file));
  for (let index = module.getNumExports() - 1; index >= 0; index -= 1) {
    const { kind, name } = binaryen.getExportInfo(module.getExportByIndex(index));
    if (kind === binaryen.ExternalGlobal) module.removeExport(name);
  }
  module.runPasses(['remove-unused-module-elements', 'reorder-globals']);
  await writeFile(file, module.emitBinary());
  module.dispose();
}
