// @ts-check
// A fresh project in a folder of its own, as a user would make one: the templates' files, and what `npm install` makes of its package.json.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { root } from '../../scripts/run.mjs';
import { install } from './installed.mjs';
import { TARBALL } from './tarball.mjs';

/** @typedef {'default' | 'slim' | 'slim-configured' | 'no-wasm'} Variant Which entry of the package, and whether as the matrix says that it needs. */

const templates = fileURLToPath(new URL('../package/matrix/projects/', import.meta.url));
const PLATFORM = `${process.platform}-${process.arch}`;

/**
 * @param {string} parent folder to make it in
 * @param {string[]} layers names of templates, or of sample projects (`examples/…`); files of a later one stand in for those of an earlier one
 * @param {(folder: string) => Promise<void>} putTarball
 */
export async function createProject(parent, layers, putTarball) {
  const folder = await mkdtemp(join(parent, `${basename(layers.at(-1) ?? '')}-`));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    for (const layer of ['shared', ...layers]) await cp(layerFolder(layer), folder, { recursive: true, filter: isSource });
    for (const name of ['check', 'unreachable']) await olderTwins(join(folder, name));
    await putTarball(folder);
    await installInto(folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove };
}

/** @param {string} layer */
const layerFolder = (layer) => (layer.startsWith('examples/') ? join(root, layer) : join(templates, layer));

/** Who tried a sample project in its own folder has more there than its source. @param {string} path */
const isSource = (path) => !['node_modules', 'dist', 'package-lock.json'].includes(basename(path));

/**
 * Installs what a project's package.json names, for this machine.
 *
 * @param {string} folder
 */
export async function installInto(folder) {
  await asTried(join(folder, 'package.json'));
  await install(folder);
}

/**
 * Makes the project's programs import this entry of the package.
 *
 * @param {string} folder
 * @param {Variant} variant
 */
export async function choose(folder, variant) {
  for (const type of ['js', 'cjs']) {
    const [wanted = '', otherwise = ''] = [variant, variant.replace('-configured', '')].map((name) => join(folder, 'entry', `${name}.${type}`));
    await cp(wanted, join(folder, `entry.${type}`)).catch(() => cp(otherwise, join(folder, `entry.${type}`)));
  }
}

/**
 * The same module for those who cannot import: for `require`, and for classic scripts as the global `Check`.
 *
 * @param {string} path without its ending
 */
async function olderTwins(path) {
  const source = await readFile(`${path}.js`, 'utf8');
  await writeFile(`${path}.cjs`, (await transform(source, { format: 'cjs' })).code);
  await writeFile(`${path}.classic.js`, (await transform(source, { format: 'iife', globalName: 'Check' })).code);
}

/**
 * The packages of programs are named by platform, and a sample project names the package as the registry has it.
 *
 * @param {string} file a package.json
 */
async function asTried(file) {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll('linux-x64', PLATFORM).replace(/"houcaller-coupons": "\^[^"]+"/, `"houcaller-coupons": "file:${TARBALL}"`));
}
