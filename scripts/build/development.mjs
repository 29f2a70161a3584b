// @ts-check
// A build for trying a change: the module without optimisation, and the entry for Node. It takes seconds.
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';
import { deduplicateCrateFiles } from './crate-files.mjs';
import { inlinedWasm } from './inlined-wasm.mjs';
import { shortenNames } from './short-names.mjs';
import { FOR_OLD_WEBVIEWS, LOWERING } from './wasm.mjs';

// Apart from dist/ and pkg/, which stay the last whole build.
const FOLDER = join('target', 'development');

/** The entry that tests import in place of the package's. */
export const DEVELOPMENT_ENTRY = join(root, FOLDER, 'node.js');

export async function buildForDevelopment() {
  const { build } = await import('esbuild');
  const args = [
    'build',
    'module',
    '--dev',
    '--mode',
    'no-install',
    '--target',
    'bundler',
    '--out-dir',
    join('..', FOLDER, 'pkg'),
    '--out-name',
    'houcaller_coupons',
    '--no-pack',
  ];
  await run('wasm-pack', args, { CARGO_ENCODED_RUSTFLAGS: FOR_OLD_WEBVIEWS.join('\x1f') });
  const module = join(root, FOLDER, 'pkg', 'houcaller_coupons_bg.wasm');
  await run('wasm-opt', [...LOWERING, module, '--output', module]);
  // js/load/instance.ts gives the module its imports by their short name.
  await shortenNames(module, join(root, FOLDER, 'pkg', 'houcaller_coupons_bg.js'));
  // The whole build writes the module's id, by which js/load/instance.ts knows the engine without WebAssembly.
  await appendFile(join(root, FOLDER, 'pkg', 'houcaller_coupons_bg.js'), "export const moduleId = 'development';\n");
  await build({
    absWorkingDir: root,
    entryPoints: ['js/entries/node.ts'],
    bundle: true,
    outfile: DEVELOPMENT_ENTRY,
    format: 'esm',
    platform: 'node',
    inject: ['js/load/lazy-text-codecs.ts', 'js/load/global-scope.ts'],
    plugins: [developmentModule(), inlinedWasm(), deduplicateCrateFiles()],
    logLevel: 'warning',
  });
}

/** @returns {import('esbuild').Plugin} Replaces the module and its glue in pkg/. */
function developmentModule() {
  const inFolder = (/** @type {string} */ path) => join(root, FOLDER, path.replace('../../', ''));
  return {
    name: 'development-module',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.\/\.\.\/pkg\/.*\.js$/ }, ({ path }) => ({ path: inFolder(path) }));
      onResolve({ filter: /^\.\.\/\.\.\/pkg\/.*\.wasm$/ }, ({ path }) => ({ path: inFolder(path), namespace: 'inlined' }));
    },
  };
}
