// @ts-check
// A fresh project in a folder of its own, as a user would make one: the templates' files, and what `npm install` makes of its package.json.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { install } from './installed.mjs';

/** @typedef {'default' | 'slim' | 'slim-configured' | 'no-wasm'} Variant Which entry of the package, and whether as the matrix says that it needs. */

const templates = fileURLToPath(new URL('projects/', import.meta.url));
const PLATFORM = `${process.platform}-${process.arch}`;

/**
 * @param {string} parent folder to make it in
 * @param {string[]} layers names of templates; files of a later one stand in for those of an earlier one
 * @param {(folder: string) => Promise<void>} putTarball
 */
export async function createProject(parent, layers, putTarball) {
  const folder = await mkdtemp(join(parent, `${layers.at(-1)}-`));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    for (const layer of ['shared', ...layers]) await cp(join(templates, layer), folder, { recursive: true });
    for (const name of ['check', 'unreachable']) await olderTwins(join(folder, name));
    await putTarball(folder);
    await installInto(folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove };
}

/**
 * Installs what a project's package.json names, for this machine.
 *
 * @param {string} folder
 */
export async function installInto(folder) {
  await platformOfThisMachine(join(folder, 'package.json'));
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

/** @param {string} file whose packages of programs are named by platform */
async function platformOfThisMachine(file) {
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('linux-x64', PLATFORM));
}
