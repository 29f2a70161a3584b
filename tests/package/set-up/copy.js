// @ts-check
// Copies the repository without its build output, like a new clone, into a temporary folder.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

// Generated folders, and those of git and npm.
const NOT_COPIED = new Set(['.git', 'dist', 'node_modules', 'pkg', 'target']);

/**
 * @param {string} name of the folder
 * @returns {Promise<{ folder: string, beside: string, remove: () => Promise<void> }>} with the npm packages installed here; `beside` is the parent folder
 */
export async function copyOfRepository(name) {
  const beside = await realpath(await mkdtemp(join(tmpdir(), 'houcaller-coupons-')));
  const folder = join(beside, name);
  await cp(root, folder, { recursive: true, filter: (file) => !NOT_COPIED.has(basename(file)) });
  await copyPackages(join(folder, 'node_modules'));
  return { folder, beside, remove: () => rm(beside, { recursive: true, force: true }) };
}

/**
 * Copies node_modules, because a bundler would resolve a link to it.
 *
 * @param {string} to
 */
async function copyPackages(to) {
  const from = join(root, 'node_modules');
  // Hard links are faster, if both folders are on one disk and cp supports them.
  await promisify(execFile)('cp', ['-al', from, to]).catch(async () => {
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true, verbatimSymlinks: true });
  });
}
