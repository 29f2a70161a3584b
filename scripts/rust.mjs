// @ts-check
// Finds the Rust compiler, or installs it. With rustup it is the one that rust-toolchain.toml names, installed explicitly
// because rustup's automatic installation may be disabled. Without rustup it is the one on PATH, if it is new enough.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAtLeast } from './at-least.mjs';
import { programs } from './programs.mjs';
import { output, root, run } from './run.mjs';
import { say } from './say.mjs';

/** @typedef {{ channel: string, targets: string[], components: string[] }} Pinned */

/**
 * The rustup command that installs the missing parts; `undefined` if nothing is missing.
 *
 * @param {Pinned} pinned
 * @param {string} toolchain the pinned one, or the one that RUSTUP_TOOLCHAIN names
 * @param {string | undefined} toolchains the output of `rustup toolchain list`
 * @param {string | undefined} parts the output of `rustup component list --installed`; `undefined` for a toolchain that rustup did not install
 * @returns {{ what: string, args: string[] } | undefined}
 */
export function missingFromRustup({ targets, components }, toolchain, toolchains = '', parts) {
  if (!isListed(toolchain, toolchains)) {
    const each = [...components.flatMap((name) => ['--component', name]), ...targets.flatMap((name) => ['--target', name])];
    return { what: `Rust ${toolchain}`, args: ['toolchain', 'install', toolchain, '--profile', 'minimal', '--no-self-update', ...each] };
  }
  if (parts === undefined) return undefined;
  const lines = parts.split('\n');
  const missing = [...components, ...targets.map((name) => `rust-std-${name}`)].filter(
    (name) => !lines.some((line) => line === name || line.startsWith(`${name}-`)),
  );
  if (missing.length === 0) return undefined;
  return { what: `${missing.join(', ')} of Rust ${toolchain}`, args: ['component', 'add', '--toolchain', toolchain, ...missing] };
}

/**
 * @param {string} toolchain
 * @param {string} toolchains
 */
function isListed(toolchain, toolchains) {
  return toolchains.split('\n').some((line) => line === toolchain || line.startsWith(`${toolchain}-`) || line.startsWith(`${toolchain} `));
}

/**
 * A message about what is wrong with the installed compiler; `undefined` if nothing is.
 *
 * @param {{ release?: string, needed: string, target: string, hasTarget: boolean, hasRustup: boolean }} found
 */
export function rustProblem({ release, needed, target, hasTarget, hasRustup }) {
  if (release === undefined) return 'Rust is missing: install it with rustup, the Rust project’s installer, then run this again.';
  if (!isAtLeast(release, needed))
    return `Rust ${needed} or later is missing, found ${release}: install rustup, the Rust project’s installer, then run this again.`;
  if (hasTarget) return undefined;
  return hasRustup
    ? `The Rust target ${target} is missing from the compiler that is first on PATH, which is not rustup’s: put rustup’s first, then run this again.`
    : `The Rust target ${target} is missing: install it the way Rust was installed (Debian: libstd-rust-dev-wasm32), or install rustup, then run this again.`;
}

/** Finds the compiler, its target and a linker, or installs them. */
export async function rust() {
  const pinned = readPinned(readFileSync(join(root, 'rust-toolchain.toml'), 'utf8'));
  const hasRustup = output('rustup', ['--version']) !== undefined;
  if (hasRustup) await installWithRustup(pinned);
  const [target = ''] = pinned.targets;
  const release = /^release: (.+)$/m.exec(output('rustc', ['--version', '--verbose']) ?? '')?.[1];
  const problem = rustProblem({ release, needed: oldestVersion(), target, hasTarget: hasLibrary(target), hasRustup });
  if (problem) throw new Error(problem);
  await programs({ name: 'A C compiler, which Rust links with,', programs: { CC: ['cc'] }, packages: ['gcc', 'libc6-dev'] });
}

/** Finds rustfmt and clippy. rustup installs them with the compiler. */
export async function lints() {
  await rust();
  const missing = ['fmt', 'clippy'].filter((name) => output('cargo', [name, '--version']) === undefined);
  if (missing.length > 0)
    throw new Error(`cargo ${missing.join(', cargo ')}: missing; install it the way Rust was installed, or install rustup, then run this again.`);
}

/** @param {Pinned} pinned */
async function installWithRustup(pinned) {
  const toolchain = process.env.RUSTUP_TOOLCHAIN || pinned.channel;
  const toolchains = output('rustup', ['toolchain', 'list']) ?? '';
  // Only for an installed toolchain, because this command may silently install a missing one.
  const parts = isListed(toolchain, toolchains) ? output('rustup', ['component', 'list', '--toolchain', toolchain, '--installed']) : undefined;
  const wanted = missingFromRustup(pinned, toolchain, toolchains, parts);
  if (!wanted) return;
  say(`installing ${wanted.what} with rustup`);
  await run('rustup', wanted.args).catch(() => {
    throw new Error(`${wanted.what}: missing, and rustup could not install it: rustup ${wanted.args.join(' ')}`);
  });
}

/**
 * @param {string} file the text of rust-toolchain.toml
 * @returns {Pinned}
 */
export function readPinned(file) {
  const channel = /^channel = "(.+)"$/m.exec(file)?.[1];
  const list = (/** @type {string} */ name) =>
    [...(new RegExp(`^${name} = \\[(.*)\\]$`, 'm').exec(file)?.[1] ?? '').matchAll(/"(.+?)"/g)].map(([, each = '']) => each);
  const [targets, components] = [list('targets'), list('components')];
  if (!channel || targets.length === 0) throw new Error('rust-toolchain.toml: expected a channel and targets, found none');
  return { channel, targets, components };
}

/** The `rust-version` of Cargo.toml. */
function oldestVersion() {
  const version = /^rust-version = "([\d.]+)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))?.[1];
  if (!version) throw new Error('Cargo.toml: expected a rust-version, found none');
  return version;
}

/** @param {string} target */
function hasLibrary(target) {
  const folder = output('rustc', ['--print', 'target-libdir', '--target', target]);
  return folder !== undefined && existsSync(folder);
}
