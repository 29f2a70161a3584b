// @ts-check
// The compiler: the one that rust-toolchain.toml names where there is rustup, which is told to install it by name, since it may be told not to by itself;
// elsewhere whichever is there, if it is new enough.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAtLeast } from './at-least.mjs';
import { programs } from './programs.mjs';
import { output, root, run } from './run.mjs';
import { say } from './say.mjs';

/** @typedef {{ channel: string, targets: string[], components: string[] }} Pinned */

/**
 * What rustup is asked for, where something is missing.
 *
 * @param {Pinned} pinned
 * @param {string} toolchain The pinned one, or what RUSTUP_TOOLCHAIN names in its place.
 * @param {string | undefined} toolchains What `rustup toolchain list` prints.
 * @param {string | undefined} parts What `rustup component list --installed` prints of it; nothing for a toolchain that rustup did not install.
 * @returns {{ what: string, args: string[] } | undefined}
 */
export function wantedOfRustup({ targets, components }, toolchain, toolchains = '', parts) {
  if (!isListed(toolchain, toolchains)) {
    const each = [...components.flatMap((name) => ['--component', name]), ...targets.flatMap((name) => ['--target', name])];
    return { what: `Rust ${toolchain}`, args: ['toolchain', 'install', toolchain, '--profile', 'minimal', '--no-self-update', ...each] };
  }
  if (parts === undefined) return undefined;
  const lines = parts.split('\n');
  const missing = [...components, ...targets.map((name) => `rust-std-${name}`)].filter((name) => !lines.some((line) => line === name || line.startsWith(`${name}-`)));
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
 * What is wrong with the compiler that is there, in a sentence.
 *
 * @param {{ release?: string, needed: string, target: string, hasTarget: boolean, hasRustup: boolean }} found
 */
export function wrongWithRust({ release, needed, target, hasTarget, hasRustup }) {
  if (release === undefined) return 'Rust is missing: install it with rustup, the Rust project’s installer, then run this again.';
  if (!isAtLeast(release, needed)) return `Rust ${needed} or later is missing, found ${release}: install rustup, the Rust project’s installer, then run this again.`;
  if (hasTarget) return undefined;
  return hasRustup
    ? `The Rust target ${target} is missing from the compiler that is first on PATH, which is not rustup’s: put rustup’s first, then run this again.`
    : `The Rust target ${target} is missing: install it the way Rust was installed (Debian: libstd-rust-dev-wasm32), or install rustup, then run this again.`;
}

/** Finds the compiler, its target and what links, or installs them. */
export async function rust() {
  const pinned = readPinned(readFileSync(join(root, 'rust-toolchain.toml'), 'utf8'));
  const hasRustup = output('rustup', ['--version']) !== undefined;
  if (hasRustup) await byRustup(pinned);
  const [target = ''] = pinned.targets;
  const release = /^release: (.+)$/m.exec(output('rustc', ['--version', '--verbose']) ?? '')?.[1];
  const wrong = wrongWithRust({ release, needed: oldest(), target, hasTarget: hasLibrary(target), hasRustup });
  if (wrong) throw new Error(wrong);
  await programs({ name: 'A C compiler, which Rust links with,', programs: { CC: ['cc'] }, packages: ['gcc', 'libc6-dev'] });
}

/** Finds what the checks call of cargo beside the compiler. With rustup they come with it. */
export async function lints() {
  await rust();
  const missing = ['fmt', 'clippy'].filter((name) => output('cargo', [name, '--version']) === undefined);
  if (missing.length > 0) throw new Error(`cargo ${missing.join(', cargo ')}: missing; install it the way Rust was installed, or install rustup, then run this again.`);
}

/** @param {Pinned} pinned */
async function byRustup(pinned) {
  const toolchain = process.env.RUSTUP_TOOLCHAIN || pinned.channel;
  const toolchains = output('rustup', ['toolchain', 'list']) ?? '';
  // Asking for the parts of one that is not there may install it, without a word.
  const parts = isListed(toolchain, toolchains) ? output('rustup', ['component', 'list', '--toolchain', toolchain, '--installed']) : undefined;
  const wanted = wantedOfRustup(pinned, toolchain, toolchains, parts);
  if (!wanted) return;
  say(`installing ${wanted.what} with rustup`);
  await run('rustup', wanted.args).catch(() => {
    throw new Error(`${wanted.what}: missing, and rustup could not install it: rustup ${wanted.args.join(' ')}`);
  });
}

/**
 * @param {string} file The text of rust-toolchain.toml.
 * @returns {Pinned}
 */
export function readPinned(file) {
  const channel = /^channel = "(.+)"$/m.exec(file)?.[1];
  const list = (/** @type {string} */ name) => [...(new RegExp(`^${name} = \\[(.*)\\]$`, 'm').exec(file)?.[1] ?? '').matchAll(/"(.+?)"/g)].map(([, each = '']) => each);
  const [targets, components] = [list('targets'), list('components')];
  if (!channel || targets.length === 0) throw new Error('rust-toolchain.toml: expected a channel and targets, found none');
  return { channel, targets, components };
}

function oldest() {
  const version = /^rust-version = "([\d.]+)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))?.[1];
  if (!version) throw new Error('Cargo.toml: expected a rust-version, found none');
  return version;
}

/** @param {string} target */
function hasLibrary(target) {
  const folder = output('rustc', ['--print', 'target-libdir', '--target', target]);
  return folder !== undefined && existsSync(folder);
}
