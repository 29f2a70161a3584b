// @ts-check
// Tells whether dist/ is the build of the sources as they are now.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../run.mjs';

const SOURCES = [
  'Cargo.lock',
  'Cargo.toml',
  'js',
  'module',
  'package-lock.json',
  'package.json',
  'rust-toolchain.toml',
  'scripts/build',
  'scripts/licenses.mjs',
  'scripts/sbom.mjs',
  'scripts/shipped.mjs',
  'src',
];

// In target/, because dist/ is what the package ships.
const STAMP = join(root, 'target', 'built-from');

export function isBuilt() {
  return existsSync(join(root, 'dist')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources();
}

/** Called after a build. */
export function rememberSources() {
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, sources());
}

/** By content: a checkout or a copy of the repository changes the files' times. */
function sources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesOf)) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
