// @ts-check
// What rustc is told so that it writes the same bytes on every machine: a module names the sources that it was made of, for messages nobody reads.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { output, root } from '../run.mjs';

/**
 * @typedef {object} Compiler
 * @property {string} hash of its commit, or `unknown`
 * @property {string} release
 * @property {string[]} sources Where those of its library would lie.
 */

/**
 * What stands in the module in place of the folders of whoever builds it.
 *
 * @param {Compiler} compiler
 * @param {string[]} manifests of the crates that are not of this repository
 */
export function renamed({ hash, release, sources }, manifests) {
  // As the library is called where its sources are not installed: with them, rustc names the place where they are.
  const library = `/rustc/${hash === 'unknown' ? release : hash}`;
  const registries = new Set(manifests.map((manifest) => dirname(dirname(manifest))));
  const away = [root, ...[...registries].sort()].map((folder) => ({ from: folder, to: '' }));
  return [...away, ...sources.map((folder) => ({ from: folder, to: library }))].map(({ from, to }) => `--remap-path-prefix=${from}=${to}`);
}

/** For this machine's compiler, and the crates of Cargo.lock as cargo has laid them here. */
export function forRepetition() {
  return renamed(compiler(), manifests());
}

/**
 * The environment of a build: what a machine's own settings say of release builds is of other crates.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string | undefined>} `undefined` takes one away
 */
export function sameProfile(env) {
  const profile = Object.keys(env).filter((name) => name.startsWith('CARGO_PROFILE_RELEASE_'));
  return { ...Object.fromEntries(profile.map((name) => [name, undefined])), CARGO_INCREMENTAL: '0' };
}

/** @returns {Compiler} */
function compiler() {
  const told = output('rustc', ['--version', '--verbose']) ?? '';
  const sysroot = output('rustc', ['--print', 'sysroot']);
  const hash = /^commit-hash: (.+)$/m.exec(told)?.[1];
  const release = /^release: (.+)$/m.exec(told)?.[1];
  if (!hash || !release || !sysroot) throw new Error('rustc --version --verbose, rustc --print sysroot: expected a version and a folder, found neither');
  const place = join(sysroot, 'lib', 'rustlib', 'src', 'rust');
  // Debian keeps them elsewhere, behind a link that rustc follows.
  const sources = new Set([place, existsSync(place) ? realpathSync(place) : place]);
  return { hash, release, sources: [...sources] };
}

/** @returns {string[]} */
function manifests() {
  const told = output('cargo', ['metadata', '--format-version', '1', '--locked']);
  if (told === undefined) throw new Error('cargo metadata failed; to see why: cargo metadata --locked');
  const { packages } = JSON.parse(told);
  return packages.filter((/** @type {{ source: string | null }} */ { source }) => source).map((/** @type {{ manifest_path: string }} */ it) => it.manifest_path);
}
