// @ts-check
// The rustc flags and environment for a reproducible build: the same bytes on every machine.
// Panic messages contain the paths of the sources, so machine-specific paths are remapped.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { output, root } from '../run.mjs';

/**
 * @typedef {object} Compiler
 * @property {string} hash of its commit, or `unknown`
 * @property {string} release
 * @property {string[]} sources the folders where its standard library's sources may be
 */

/**
 * The flags that remap the paths of this machine.
 *
 * @param {Compiler} compiler
 * @param {string[]} manifests of the crates outside this repository
 */
export function remapFlags({ hash, release, sources }, manifests) {
  // The path that rustc writes if the library's sources are not installed. If they are, it writes their real path.
  const library = `/rustc/${hash === 'unknown' ? release : hash}`;
  const registries = new Set(manifests.map((manifest) => dirname(dirname(manifest))));
  const removed = [root, ...[...registries].sort()].map((folder) => ({ from: folder, to: '' }));
  return [...removed, ...sources.map((folder) => ({ from: folder, to: library }))].map(({ from, to }) => `--remap-path-prefix=${from}=${to}`);
}

/** The flags for this machine's compiler and its copies of the crates in Cargo.lock. */
export function reproducibleFlags() {
  return remapFlags(compiler(), manifests());
}

// cargo's defaults for what Cargo.toml does not set. Nothing is stripped, because the names tell which functions only panics call;
// wasm-opt strips the module later.
const PROFILE_DEFAULTS = { DEBUG: 'false', DEBUG_ASSERTIONS: 'false', INCREMENTAL: 'false', OVERFLOW_CHECKS: 'false', RPATH: 'false', STRIP: 'none' };

/**
 * The environment of a build, without this machine's settings for release builds. A configuration file of cargo takes
 * precedence over Cargo.toml, and variables take precedence over both.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string | undefined>} `undefined` removes a variable
 */
export function reproducibleProfile(env) {
  const others = Object.keys(env).filter((name) => name.startsWith('CARGO_PROFILE_RELEASE_'));
  const [, release = ''] = /^\[profile\.release\]\n([^[]+)/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8')) ?? [];
  const ours = [...release.matchAll(/^([a-z-]+) = "?([\w-]+)"?$/gm)].map(([, key = '', value = '']) => [key.toUpperCase().replaceAll('-', '_'), value]);
  const profile = Object.entries({ ...PROFILE_DEFAULTS, ...Object.fromEntries(ours) }).map(([key, value]) => [`CARGO_PROFILE_RELEASE_${key}`, value]);
  return { ...Object.fromEntries(others.map((name) => [name, undefined])), ...Object.fromEntries(profile), CARGO_INCREMENTAL: '0' };
}

/** @returns {Compiler} */
function compiler() {
  const version = output('rustc', ['--version', '--verbose']) ?? '';
  const sysroot = output('rustc', ['--print', 'sysroot']);
  const hash = /^commit-hash: (.+)$/m.exec(version)?.[1];
  const release = /^release: (.+)$/m.exec(version)?.[1];
  if (!hash || !release || !sysroot) throw new Error('rustc --version --verbose, rustc --print sysroot: expected a version and a folder, found neither');
  const place = join(sysroot, 'lib', 'rustlib', 'src', 'rust');
  // Debian installs them elsewhere behind a symbolic link, which rustc resolves.
  const sources = new Set([place, existsSync(place) ? realpathSync(place) : place]);
  return { hash, release, sources: [...sources] };
}

/** @returns {string[]} */
function manifests() {
  const metadata = output('cargo', ['metadata', '--format-version', '1', '--locked']);
  if (metadata === undefined) throw new Error('cargo metadata failed; to see why: cargo metadata --locked');
  const { packages } = JSON.parse(metadata);
  return packages
    .filter((/** @type {{ source: string | null }} */ { source }) => source)
    .map((/** @type {{ manifest_path: string }} */ it) => it.manifest_path);
}
