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

/** In how many lines before an anonymous function its name is looked for. */
const LOOK_BACK = 12;
const FOLDER = join('target', 'bench', 'readable');
/** In the names of the bundles. */
export const READABLE = 'readable-client';

/**
 * @param {'node' | 'index'} entry
 * @returns {Promise<string>} the bundle's path
 */
export async function readableClient(entry) {
  const outfile = fileOf(entry);
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
  return new Set([...glue.matchAll(/\bfunction (\w+)/g)].map(([, name]) => withoutAdditions(name)));
}

/**
 * The name of a function without what wasm-bindgen adds to that of an import.
 *
 * @param {string} name
 */
export const withoutAdditions = (name) => name.replace(/^__wbg_(?:__wbindgen_)?(?=.*_[0-9a-f]{16}$)/, '').replace(/_[0-9a-f]{16}$/, '');

/**
 * The lines of a bundle.
 *
 * @param {'node' | 'index'} entry
 */
export const clientLines = async (entry) => (await readFile(fileOf(entry), 'utf8')).split('\n');

/**
 * The name of the function that contains the anonymous function on a line, as the glue has it.
 *
 * @param {string[]} lines
 * @param {number} number of the line, counted from 0
 */
export function nameAround(lines, number) {
  for (const line of lines.slice(Math.max(0, number - LOOK_BACK), number + 1).reverse()) {
    const name = /\bfunction (\w+)/.exec(line)?.[1];
    if (name) return withoutAdditions(name);
  }
  return `(anonymous) at line ${number + 1}`;
}

/** @param {'node' | 'index'} entry */
const fileOf = (entry) => join(root, FOLDER, `${READABLE}-${entry}.js`);
