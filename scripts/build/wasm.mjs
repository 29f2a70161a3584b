// @ts-check
import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';
import { forRepetition, sameProfile } from './rust-flags.mjs';
import { shortenNames } from './short-names.mjs';
import { writeEngine } from './without-wasm.mjs';

// Webviews of Chromium 57 and iOS 11 know the WebAssembly of 2017 and nothing newer. References to JavaScript values stay numbers, and wasm-bindgen
// is told so by the list of features that the linker writes. tests/package/old-webviews.test.js holds the outcome to it.
// The conversions of floats are compiled without the newer instructions, and not lowered: what the optimiser puts in their place does not saturate.
const FOR_OLD_WEBVIEWS = ['-Ctarget-feature=-reference-types,-multivalue,-nontrapping-fptoint', '-Clink-arg=--features=mutable-globals', '-Clink-arg=--no-check-features'];

// Measured: 200 to 400 bytes of brotli less than with what LLVM would put in line of itself, and as fast.
const FOR_SIZE = ['-Cllvm-args=-inline-threshold=8'];

// What the precompiled standard library has of newer instructions is lowered first, and each lowering takes its feature away from what may be used after it.
const LOWERING = [
  '--enable-bulk-memory',
  '--enable-sign-ext',
  '--enable-mutable-globals',
  '--enable-nontrapping-float-to-int',
  '--signext-lowering',
  '--llvm-memory-copy-fill-lowering',
  '--llvm-nontrapping-fptoint-lowering',
];

// Measured: 100 bytes of brotli less than without the first.
const OPTIMISING = ['-O1', '-Oz', '--strip-producers', '--strip-target-features'];

/** Where the module for clients of a gateway goes. */
export const WITHOUT_CIPHER = join('pkg', 'without-cipher');

/**
 * Compiles the crate to WebAssembly and its glue: what wasm-pack makes for bundlers, since that leaves the loading to js/load/instance.ts.
 *
 * @param {string} folder Where both go.
 * @param {string[]} [features] Of the crate, for cargo. Default: its own.
 */
export async function compileWasm(folder, features = []) {
  const args = ['build', 'module', '--mode', 'no-install', '--target', 'bundler', '--out-dir', join('..', folder), '--out-name', 'houcaller_coupons', '--no-pack', ...features];
  // Encoded, since a path may have spaces.
  const flags = [...FOR_OLD_WEBVIEWS, ...FOR_SIZE, ...forRepetition()];
  await run('wasm-pack', args, { ...sameProfile(process.env), CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') });
  // The types are of a module that loads the WebAssembly, as bundlers can; what is used is the one behind it.
  const types = join(root, folder, 'houcaller_coupons_bg.d.ts');
  await copyFile(join(root, folder, 'houcaller_coupons.d.ts'), types);
  await appendFile(types, 'export function __wbg_set_wasm(exports: WebAssembly.Exports): void;\n');
  const module = join(root, folder, 'houcaller_coupons_bg.wasm');
  await withoutWhatNobodyUses(module);
  await run('wasm-opt', [...LOWERING, ...OPTIMISING, module, '--output', module]);
  const glue = join(root, folder, 'houcaller_coupons_bg.js');
  await shortenNames(module, glue);
  await writeFile(glue, seesGrowth(await readFile(glue, 'utf8')));
  await writeEngine(folder);
}

/**
 * The glue keeps views of the memory, and makes new ones when the old buffer is detached. Up to Chromium 62 the buffer of a memory that grew from inside was
 * not, and that of the engine without WebAssembly never is: what the glue wrote there was lost. So it asks for the memory's buffer in both cases.
 *
 * @param {string} glue
 */
function seesGrowth(glue) {
  const [, memory] = /new Uint8Array\((wasm\.[\w$]+\.buffer)\)/.exec(glue) ?? [];
  let views = 0;
  const seeing = glue.replaceAll(/(cached\w+Memory\d+) === null \|\| \1\.[^{]+\) \{/g, (_, view) => {
    views += 1;
    return `${view} === null || ${view}.buffer !== ${memory}) {`;
  });
  if (!memory || views === 0) throw new Error('wasm-bindgen: expected views of the memory that are looked at before use, found none; seesGrowth was written for another version');
  return seeing;
}

// How Rust tells of a panic: texts that nobody sees, since the module has nowhere to print them.
const OF_PANICS = /\b(core|alloc|std)(\[\w+\])?::(fmt|panicking)\b|\brust_panic\b|::(expect_failed|unwrap_failed|slice_index_fail|handle_error|capacity_overflow)$/;

/**
 * Takes out of a module what it has for nobody: exported globals, which wasm-bindgen's glue does not ask for and WeChat's WebAssembly on iOS does not
 * know, and the way to tell of a panic, which is a twentieth of the download. A panic still ends the call with a trap.
 *
 * @param {string} file
 */
async function withoutWhatNobodyUses(file) {
  const { default: binaryen } = await import('binaryen');
  const module = binaryen.readBinary(await readFile(file));
  for (let index = module.getNumExports() - 1; index >= 0; index -= 1) {
    const { kind, name } = binaryen.getExportInfo(module.getExportByIndex(index));
    if (kind === binaryen.ExternalGlobal) module.removeExport(name);
  }
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const fn = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(fn);
    // Its types do not know `Function`.
    if (!importedFrom && OF_PANICS.test(name)) /** @type {any} */ (binaryen).Function.setBody(fn, module.unreachable());
  }
  await writeFile(file, module.emitBinary());
  module.dispose();
}
