// @ts-check
// What rustc is told so that it writes the same bytes on every machine: a module names the sources that it was made of, for messages nobody reads.
import { dirname, join } from 'node:path';
import { output, root } from '../run.mjs';

/** @typedef {{ hash: string, release: string, sysroot: string }} Compiler */

/**
 * What stands in the module in place of the folders of whoever builds it.
 *
 * @param {Compiler} compiler
 * @param {string[]} manifests of the crates that are not of this repository
 */
export function renamed({ hash, release, sysroot }, manifests) {
  // As the library is called where its sources are not installed: with them, rustc names the place where they are.
  const library = `/rustc/${hash === 'unknown' ? release : hash}`;
  const registries = new Set(manifests.map((manifest) => dirname(dirname(manifest))));
  /** @type {Array<[from: string, to: string]>} */
  const folders = [[root, ''], ...[...registries].sort().map((folder) => /** @type {[string, string]} */ ([folder, ''])), [join(sysroot, 'lib', 'rustlib', 'src', 'rust'), library]];
  return folders.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
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
  return { hash, release, sysroot };
}

/** @returns {string[]} */
function manifests() {
  const told = output('cargo', ['metadata', '--format-version', '1', '--locked']);
  if (told === undefined) throw new Error('cargo metadata failed; to see why: cargo metadata --locked');
  const { packages } = JSON.parse(told);
  return packages.filter((/** @type {{ source: string | null }} */ { source }) => source).map((/** @type {{ manifest_path: string }} */ it) => it.manifest_path);
}
