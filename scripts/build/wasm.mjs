// @ts-check
// Compiles the crate to WebAssembly with wasm-pack, optimises the module and patches its glue.
import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';
import { reproducibleFlags, reproducibleProfile } from './rust-flags.mjs';
import { shortenNames } from './short-names.mjs';
import { writeEngine } from './without-wasm.mjs';

// Webviews of Chromium 57 and iOS 11 support only the WebAssembly of 2017; tests/package/old-webviews.test.js checks that the
// module uses nothing newer. wasm-bindgen reads from the linker's list of features that it must not use reference types.
// Float conversions are compiled without the newer instructions, because wasm-opt's lowering of them does not saturate.
export const FOR_OLD_WEBVIEWS = [
  '-Ctarget-feature=-reference-types,-multivalue,-nontrapping-fptoint',
  '-Clink-arg=--features=mutable-globals',
  '-Clink-arg=--no-check-features',
];

// Measured: 200 to 400 bytes smaller with brotli than with LLVM's default inlining, and as fast.
const FOR_SIZE = ['-Cllvm-args=-inline-threshold=8'];

// Replaces the newer instructions of the precompiled standard library. Each lowering also disables its feature for the passes
// that follow.
export const LOWERING = [
  '--enable-bulk-memory',
  '--enable-sign-ext',
  '--enable-mutable-globals',
  '--enable-nontrapping-float-to-int',
  '--signext-lowering',
  '--llvm-memory-copy-fill-lowering',
  '--llvm-nontrapping-fptoint-lowering',
];

// Measured: 100 bytes smaller with brotli than without -O1.
const OPTIMISING = ['-O1', '-Oz', '--strip-producers', '--strip-target-features'];

/** The names of the module's functions by their index, in the folder of the module. The module has none; profiles need them. */
export const SYMBOLS = 'symbols.txt';

/** The folder of the module for clients of a gateway. */
export const WITHOUT_CIPHER = join('pkg', 'without-cipher');

/**
 * Compiles the crate to WebAssembly and its glue. The target is wasm-pack's `bundler`, because js/load/instance.ts loads the module.
 *
 * @param {string} folder for the module and the glue
 * @param {string[]} [features] cargo's feature flags; default: the crate's default features
 */
export async function compileWasm(folder, features = []) {
  const args = [
    'build',
    'module',
    '--mode',
    'no-install',
    '--target',
    'bundler',
    '--out-dir',
    join('..', folder),
    '--out-name',
    'houcaller_coupons',
    '--no-pack',
    ...features,
  ];
  // CARGO_ENCODED_RUSTFLAGS, because a path may contain spaces.
  const flags = [...FOR_OLD_WEBVIEWS, ...FOR_SIZE, ...reproducibleFlags()];
  await run('wasm-pack', args, { ...reproducibleProfile(process.env), CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') });
  // wasm-pack declares the types for the file that loads the WebAssembly. js/load/instance.ts uses the file behind it.
  const types = join(root, folder, 'houcaller_coupons_bg.d.ts');
  await copyFile(join(root, folder, 'houcaller_coupons.d.ts'), types);
  await appendFile(types, 'export function __wbg_set_wasm(exports: WebAssembly.Exports): void;\n');
  const module = join(root, folder, 'houcaller_coupons_bg.wasm');
  await stripUnusedCode(module);
  await run('wasm-opt', [...LOWERING, ...OPTIMISING, `--symbolmap=${join(root, folder, SYMBOLS)}`, module, '--output', module]);
  const glue = join(root, folder, 'houcaller_coupons_bg.js');
  await shortenNames(module, glue);
  await writeFile(glue, wipePrefix(catchInPlace(compareMemoryBuffers(await readFile(glue, 'utf8')))));
  await writeEngine(folder);
}

/**
 * Makes the glue compare the buffer of a cached memory view with the memory's current buffer. wasm-bindgen checks only whether
 * the buffer is detached, but after the memory grows, Chromium up to 62 and the engine without WebAssembly do not detach it, so
 * that writes to the old buffer would be lost.
 *
 * @param {string} glue
 */
function compareMemoryBuffers(glue) {
  const [, memory] = /new Uint8Array\((wasm\.[\w$]+\.buffer)\)/.exec(glue) ?? [];
  let views = 0;
  const patched = glue.replaceAll(/(cached\w+Memory\d+) === null \|\| \1\.[^{]+\) \{/g, (_, view) => {
    views += 1;
    return `${view} === null || ${view}.buffer !== ${memory}) {`;
  });
  if (!memory || views === 0)
    throw new Error('wasm-bindgen: expected cached memory views in the glue, found none; compareMemoryBuffers was written for another version');
  return patched;
}

/**
 * Writes the `try` of an import that may throw into the import itself. wasm-bindgen passes a closure and `arguments` to one
 * function for all of them, which engines cannot inline: encrypting a short text took a tenth longer.
 *
 * @param {string} glue
 */
function catchInPlace(glue) {
  const patched = glue
    .replaceAll(/\(\) \{ return handleError\(function (\([^)]*\)) \{\n(.*?)\n\}, arguments\); \}/gs, '$1 { try {\n$2\n} catch (e) { handleError(e); } }')
    .replace(/function handleError\(f, args\) \{\s*try \{.*?\} catch \(e\) \{(.*?)\}\s*\}/s, 'function handleError(e) {$1}');
  if (!patched.includes('function handleError(e)') || /handleError\(function|\}, arguments\)/.test(patched))
    throw new Error('wasm-bindgen: expected imports that call handleError in the glue, found others; catchInPlace was written for another version');
  return patched;
}

// How wasm-bindgen passes the rest of a text that begins with ASCII, and the method that it adds for hosts that lack it.
const ENCODING = /^ {4}if \(offset !== len\) \{\n {8}if \(offset !== 0\) \{.*?encodeInto.*?^ {4}\}\n/ms;
const ENCODE_INTO = /^if \(!\('encodeInto' in cachedTextEncoder\)\) \{\n.*?^\}\n/ms;

/**
 * Makes the glue wipe the ASCII characters that it has written when it finds another one in a text. wasm-bindgen then asks for
 * a longer block, and if the text moves, the old block keeps what may be the beginning of a key.
 *
 * @param {string} glue
 */
function wipePrefix(glue) {
  const patched = glue
    .replace(
      ENCODING,
      `    if (offset !== len) {
        mem.fill(0, ptr, ptr + offset);
        const buf = cachedTextEncoder.encode(arg);
        offset = buf.length;
        ptr = realloc(ptr, len, offset, 1) >>> 0;
        getUint8ArrayMemory0().set(buf, ptr);
    }
`,
    )
    .replace(ENCODE_INTO, '');
  if (!patched.includes('mem.fill(0, ptr, ptr + offset)') || /encodeInto/.test(patched))
    throw new Error('wasm-bindgen: expected a text that is encoded by encodeInto in the glue, found another; wipePrefix was written for another version');
  return patched;
}

// The functions that format and report a panic. The module cannot print their messages.
const PANIC_FUNCTIONS =
  /\b(core|alloc|std)(\[\w+\])?::(fmt|panicking)\b|\brust_panic\b|::(expect_failed|unwrap_failed|slice_index_fail|handle_error|capacity_overflow)$/;

// The source files that panics would report. The linker keeps them, because it runs before the panic functions are removed.
const SOURCE_PATH = /(\/rustc\/[0-9a-f]{40}\/library|[a-z][\w-]*-\d+\.\d+\.\d+\/src|src)\/[\w/-]+\.rs/g;

/**
 * Removes the exported globals, which wasm-bindgen's glue does not use and WeChat's WebAssembly on iOS does not support, and
 * the bodies of the panic functions and the paths that they would print, which are 6 % of the download. A panic still ends the
 * call with a trap.
 *
 * @param {string} file
 */
async function stripUnusedCode(file) {
  const { default: binaryen } = await import('binaryen');
  const module = binaryen.readBinary(await readFile(file));
  for (let index = module.getNumExports() - 1; index >= 0; index -= 1) {
    const { kind, name } = binaryen.getExportInfo(module.getExportByIndex(index));
    if (kind === binaryen.ExternalGlobal) module.removeExport(name);
  }
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const fn = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(fn);
    // binaryen's type declarations lack `Function`.
    if (!importedFrom && PANIC_FUNCTIONS.test(name)) /** @type {any} */ (binaryen).Function.setBody(fn, module.unreachable());
  }
  // wasm-opt writes the names to a file of their own, and leaves them out of the module.
  binaryen.setDebugInfo(true);
  const bytes = Buffer.from(module.emitBinary());
  for (const { 0: path, index } of bytes.toString('latin1').matchAll(SOURCE_PATH)) bytes.fill(0, index, index + path.length);
  await writeFile(file, bytes);
  binaryen.setDebugInfo(false);
  module.dispose();
}
