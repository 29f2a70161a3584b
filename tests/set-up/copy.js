// @ts-check
// A copy of the repository as a clone of it is, in a folder of its own.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));

// What is made, and what is another's.
const NOT_COPIED = new Set(['.git', 'dist', 'node_modules', 'pkg', 'target']);

/**
 * @param {string} name of the folder
 * @returns {Promise<{ folder: string, beside: string, remove: () => Promise<void> }>} The packages of npm are those that are installed here.
 */
export async function copyOfRepository(name) {
  const beside = await realpath(await mkdtemp(join(tmpdir(), 'houcaller-coupons-')));
  const folder = join(beside, name);
  await cp(root, folder, { recursive: true, filter: (file) => !NOT_COPIED.has(basename(file)) });
  await copyPackages(join(folder, 'node_modules'));
  return { folder, beside, remove: () => rm(beside, { recursive: true, force: true }) };
}

/**
 * Not a link to the folder, which a bundler looks behind.
 *
 * @param {string} to
 */
async function copyPackages(to) {
  const from = join(root, 'node_modules');
  // Links to its files are quicker, on one disk and where cp knows them.
  await promisify(execFile)('cp', ['-al', from, to]).catch(async () => {
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true, verbatimSymlinks: true });
  });
}
