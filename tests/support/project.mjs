// @ts-check
// Creates a project in a new folder, as a user would: copies the files of templates, and installs the dependencies of its package.json.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { root } from '../../scripts/run.mjs';
import { install } from './installed.mjs';
import { TARBALL } from './tarball.mjs';

/** @typedef {'default' | 'slim' | 'slim-configured' | 'no-wasm'} Variant The entry of the package, and whether it is configured as the matrix documents. */

const templates = fileURLToPath(new URL('../package/matrix/projects/', import.meta.url));
const PLATFORM = `${process.platform}-${process.arch}`;

/**
 * @param {string} parent folder to make it in
 * @param {string[]} layers names of templates, or of sample projects (`examples/…`); files of a later one replace those of an earlier one
 * @param {(folder: string) => Promise<void>} putTarball
 */
export async function createProject(parent, layers, putTarball) {
  const folder = await mkdtemp(join(parent, `${basename(layers.at(-1) ?? '')}-`));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    for (const layer of ['shared', ...layers]) await cp(layerFolder(layer), folder, { recursive: true, filter: isSource });
    for (const name of ['check', 'unreachable']) await writeOlderFormats(join(folder, name));
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

/** Whether a file is source, and was not installed or built in the sample project's own folder. @param {string} path */
const isSource = (path) => !['node_modules', 'dist', 'package-lock.json'].includes(basename(path));

/**
 * Installs the dependencies of a project for this platform.
 *
 * @param {string} folder
 */
export async function installInto(folder) {
  await adaptDependencies(join(folder, 'package.json'));
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
 * Writes a module in older formats: CommonJS, and a classic script with the global `Check`.
 *
 * @param {string} path without its extension
 */
async function writeOlderFormats(path) {
  const source = await readFile(`${path}.js`, 'utf8');
  await writeFile(`${path}.cjs`, (await transform(source, { format: 'cjs' })).code);
  await writeFile(`${path}.classic.js`, (await transform(source, { format: 'iife', globalName: 'Check' })).code);
}

/**
 * Replaces the platform in the names of packages by this machine's, and the version of this package by the tarball.
 *
 * @param {string} file a package.json
 */
async function adaptDependencies(file) {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll('linux-x64', PLATFORM).replace(/"houcaller-coupons": "\^[^"]+"/, `"houcaller-coupons": "file:${TARBALL}"`));
}
