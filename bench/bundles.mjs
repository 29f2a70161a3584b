// @ts-check
// Bundles the code that the hosts run with esbuild.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../scripts/run.mjs';
import { PACKAGE as BEFORE, builtBefore } from './before.mjs';
import { readableClient } from './readable.mjs';

export const BENCH = join(root, 'bench');
/** Inside the repository, so that imports of the package and its devDependencies resolve; ignored by git. */
export const BUILT = join(root, 'target', 'bench');

/** @type {import('esbuild').BuildOptions} */
export const COMMON = { bundle: true, format: 'esm', target: 'es2022', logLevel: 'error' };

/**
 * Bundles the benchmark for Node. Packages stay external, so that Node picks their entries.
 *
 * @param {{ readable?: boolean }} [options] whether the client has readable names
 */
export async function bundleForNode({ readable = false } = {}) {
  const outfile = join(BUILT, readable ? 'node-readable.mjs' : 'node.mjs');
  const before = join(await builtBefore(), 'node.js');
  const client = readable ? await readableClient('node') : undefined;
  await build({
    ...COMMON,
    entryPoints: [join(BENCH, 'inside', 'node.mjs')],
    outfile,
    platform: 'node',
    packages: 'external',
    alias: { [BEFORE]: before },
    // Not an alias, which would also replace the beginning of `houcaller-coupons/no-wasm`.
    plugins: client ? [inPlaceOf('houcaller-coupons', client)] : [],
    external: [before],
  });
  return outfile;
}

/**
 * Bundles the benchmark for a page.
 *
 * @param {{ readable?: boolean }} [options] whether the client has readable names
 * @returns {Promise<string>} the folder of `contest.html`
 */
export async function bundleForPage({ readable = false } = {}) {
  const folder = join(BUILT, readable ? 'page-readable' : 'page');
  await mkdir(folder, { recursive: true });
  const client = readable ? await readableClient('index') : undefined;
  // In a file of its own, so that a profile shows which functions are the client's.
  if (client) await copyFile(client, join(folder, basename(client)));
  await build({
    ...COMMON,
    entryPoints: [join(BENCH, 'inside', 'page.mjs')],
    outfile: join(folder, 'contest.js'),
    platform: 'browser',
    minify: !readable,
    alias: { [BEFORE]: join(await builtBefore(), 'index.js') },
    plugins: client ? [inPlaceOf('houcaller-coupons', `./${basename(client)}`)] : [],
    // mitata imports it in Bun only.
    external: ['bun:jsc'],
  });
  await writeFile(join(folder, 'contest.html'), '<!doctype html><meta charset="utf-8"><title>contest</title><script type="module" src="contest.js"></script>');
  return folder;
}

/**
 * Imports a file in place of a package, outside the bundle.
 *
 * @param {string} name
 * @param {string} path of the file
 * @returns {import('esbuild').Plugin}
 */
export function inPlaceOf(name, path) {
  return {
    name: 'in-place-of',
    setup: ({ onResolve }) => onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path, external: true })),
  };
}
