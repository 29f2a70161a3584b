// @ts-check
// Bundles the client without minifying it, so that profiles and counts show the names of its functions. The code is otherwise
// that of dist/, with the same WebAssembly.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { deduplicateCrateFiles } from '../scripts/build/crate-files.mjs';
import { inlinedWasm } from '../scripts/build/inlined-wasm.mjs';
import { SYMBOLS } from '../scripts/build/wasm.mjs';
import { root } from '../scripts/run.mjs';

const FOLDER = join('target', 'bench', 'readable');
/** In the names of the bundles. */
export const READABLE = 'readable-client';

/**
 * @param {'node' | 'index'} entry
 * @returns {Promise<string>} the bundle's path
 */
export async function readableClient(entry) {
  const outfile = join(root, FOLDER, `${READABLE}-${entry}.js`);
  await build({
    absWorkingDir: root,
    entryPoints: [`js/entries/${entry}.ts`],
    bundle: true,
    outfile,
    format: 'esm',
    platform: entry === 'node' ? 'node' : 'browser',
    target: 'es2017',
    inject: ['js/load/lazy-text-codecs.ts', 'js/load/global-scope.ts'],
    plugins: [inlinedWasm(), deduplicateCrateFiles()],
    logLevel: 'error',
  });
  return outfile;
}

/** The names of the module's functions by their index. Empty if the build has not written them. */
export async function functionNames() {
  const file = join(root, 'pkg', SYMBOLS);
  if (!existsSync(file)) return [];
  const names = [];
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const [index, name] = line.split(/:(.*)/);
    if (name) names[Number(index)] = name;
  }
  return names;
}

/** The names of the functions of wasm-bindgen's glue. */
export async function glueNames() {
  const glue = await readFile(join(root, 'pkg', 'houcaller_coupons_bg.js'), 'utf8');
  return new Set([...glue.matchAll(/\bfunction (\w+)/g)].map(([, name]) => name));
}
