// @ts-check
// Installs versions of Node.
import { join } from 'node:path';
import { command } from './process.mjs';

/**
 * Installs the newest Node of a major version from npm.
 *
 * @param {number} major
 * @param {string} folder
 */
export async function installNode(major, folder) {
  const name = `node-${process.platform}-${process.arch}`;
  await command('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `${name}@${major}`], { cwd: folder });
  const bin = join(folder, 'node_modules', name, 'bin');
  const version = (await command(join(bin, 'node'), ['--version'], { cwd: folder })).trim();
  if (!version.startsWith(`v${major}.`)) throw new Error(`expected Node ${major}, found ${version}`);
  return { bin, version };
}
