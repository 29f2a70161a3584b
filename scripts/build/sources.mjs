// @ts-check
// Tells whether dist/ is a complete build of the sources as they are now.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { output, root } from '../run.mjs';

const SOURCES = [
  '.cargo',
  'Cargo.lock',
  'Cargo.toml',
  'LICENSE',
  'js',
  'module',
  'package-lock.json',
  'package.json',
  'rust-toolchain.toml',
  'scripts/build',
  'scripts/build.mjs',
  'scripts/environment.mjs',
  'scripts/licenses.mjs',
  'scripts/run.mjs',
  'scripts/sbom.mjs',
  'scripts/shipped.mjs',
  'scripts/toolchain.mjs',
  'src',
  'tsconfig.json',
];

// In target/, because dist/ is what the package ships.
const STAMP = join(root, 'target', 'built-from');

/** Whether there is a complete build, perhaps of older sources. */
export function wasBuilt() {
  return existsSync(STAMP) && ['dist', 'pkg'].every((folder) => existsSync(join(root, folder)));
}

export function isBuilt() {
  return wasBuilt() && readFileSync(STAMP, 'utf8') === sources();
}

/**
 * Called when a build begins, so that one that fails or is interrupted does not count.
 *
 * @returns {() => void} to be called when it is complete; sources that were changed meanwhile count as not built
 */
export function beginBuild() {
  rmSync(STAMP, { force: true });
  const built = sources();
  return () => {
    mkdirSync(dirname(STAMP), { recursive: true });
    writeFileSync(STAMP, built);
  };
}

/** By content: a checkout or a copy of the repository changes the files' times. */
function sources() {
  const hash = createHash('sha256').update(output('rustc', ['--version', '--verbose']) ?? '');
  for (const file of SOURCES.flatMap(filesOf)) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} none if there is nothing
 */
function filesOf(path) {
  if (!existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  // Editors put files with a dot beside those that they edit.
  const names = readdirSync(join(root, path)).filter((name) => !name.startsWith('.'));
  return names.sort().flatMap((name) => filesOf(join(path, name)));
}
