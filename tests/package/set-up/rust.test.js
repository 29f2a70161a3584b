// @ts-check
// The compiler that the set-up uses, and its messages if there is none.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAtLeast } from '../../../scripts/at-least.mjs';
import { remapFlags } from '../../../scripts/build/rust-flags.mjs';
import { readPinned, missingFromRustup, rustProblem } from '../../../scripts/rust.mjs';
import { root } from './copy.js';

const pinned = { channel: '1.95.0', targets: ['wasm32-unknown-unknown'], components: ['clippy', 'rustfmt'] };
const PARTS =
  'cargo-x86_64-unknown-linux-gnu\nclippy-x86_64-unknown-linux-gnu\nrust-std-wasm32-unknown-unknown\nrust-std-x86_64-unknown-linux-gnu\nrustfmt-x86_64-unknown-linux-gnu';

test('the pinned compiler is new enough for the crates, and the workflows use it', async () => {
  const [file, ...manifests] = await Promise.all(
    ['rust-toolchain.toml', 'Cargo.toml', 'module/Cargo.toml', 'bench/native/Cargo.toml'].map((path) => readFile(join(root, path), 'utf8')),
  );
  const read = readPinned(file ?? '');
  assert.deepEqual(read.targets, pinned.targets);
  assert.deepEqual(read.components, pinned.components);
  for (const manifest of manifests) assert.ok(isAtLeast(read.channel, /^rust-version = "(.+)"$/m.exec(manifest)?.[1] ?? '9999'));
  for (const workflow of ['ci', 'matrix', 'publish']) {
    const image = /container: rust:([\d.]+)-/.exec(await readFile(join(root, '.github', 'workflows', `${workflow}.yml`), 'utf8'))?.[1];
    assert.ok(image && `${read.channel}.`.startsWith(`${image}.`), `${workflow}.yml: ${image}`);
  }
  assert.throws(() => readPinned('[toolchain]\n'), /^Error: rust-toolchain\.toml: expected a channel and targets, found none$/);
});

test('rustup installs exactly the missing parts', () => {
  const install = [
    'toolchain',
    'install',
    '1.95.0',
    '--profile',
    'minimal',
    '--no-self-update',
    '--component',
    'clippy',
    '--component',
    'rustfmt',
    '--target',
    'wasm32-unknown-unknown',
  ];
  for (const list of [undefined, '', 'no installed toolchains', 'stable-x86_64-unknown-linux-gnu (active, default)', '1.95.0beta-x86_64-unknown-linux-gnu']) {
    assert.deepEqual(missingFromRustup(pinned, '1.95.0', list, undefined), { what: 'Rust 1.95.0', args: install }, list);
  }
  const there = 'stable-x86_64-unknown-linux-gnu (default)\n1.95.0-x86_64-unknown-linux-gnu (active)';
  assert.equal(missingFromRustup(pinned, '1.95.0', there, PARTS), undefined);
  const parts = PARTS.split('\n')
    .filter((line) => !/clippy|wasm32/.test(line))
    .join('\n');
  assert.deepEqual(missingFromRustup(pinned, '1.95.0', there, parts), {
    what: 'clippy, rust-std-wasm32-unknown-unknown of Rust 1.95.0',
    args: ['component', 'add', '--toolchain', '1.95.0', 'clippy', 'rust-std-wasm32-unknown-unknown'],
  });
  // A toolchain that is linked to rustup, of which rustup knows no components.
  assert.equal(missingFromRustup(pinned, 'mine', 'mine', undefined), undefined);
});

test('a problem with the compiler is reported in one sentence', () => {
  const found = { release: '1.95.0', needed: '1.95', target: 'wasm32-unknown-unknown', hasTarget: true, hasRustup: false };
  for (const release of ['1.95.0', '1.99.1', '2.0.0', '1.96.0-nightly']) assert.equal(rustProblem({ ...found, release }), undefined, release);
  const wrong = [
    rustProblem({ ...found, release: undefined }),
    rustProblem({ ...found, release: '1.63.0' }),
    rustProblem({ ...found, hasTarget: false }),
    rustProblem({ ...found, hasTarget: false, hasRustup: true }),
  ];
  const begins = [
    'Rust is missing: ',
    'Rust 1.95 or later is missing, found 1.63.0: ',
    'The Rust target wasm32-unknown-unknown is missing: ',
    'The Rust target wasm32-unknown-unknown is missing from ',
  ];
  for (const [at, sentence] of wrong.entries()) {
    assert.ok(sentence?.startsWith(begins[at] ?? '?'), sentence);
    assert.match(sentence ?? '', /^[^\n]*, then run this again\.$/);
  }
});

test('versions are compared by number', () => {
  assert.ok(isAtLeast('1.100.0', '1.95'));
  assert.ok(!isAtLeast('1.9.9', '1.95'));
  assert.ok(isAtLeast('20.11.0', '20.11'));
  assert.ok(!isAtLeast('20.10.0', '20.11'));
});

test('the paths of the standard library are remapped to those of a compiler without its sources', () => {
  const manifests = [
    '/me/.cargo/registry/src/index-1/sha1-0.11.0/Cargo.toml',
    '/me/.cargo/registry/src/index-1/zeroize-1.8.1/Cargo.toml',
    '/me/vendor/md-5-0.11.0/Cargo.toml',
  ];
  const flags = remapFlags({ hash: 'abc', release: '1.95.0', sources: ['/me/.rustup/toolchains/1.95.0/lib/rustlib/src/rust'] }, manifests);
  assert.deepEqual(flags, [
    `--remap-path-prefix=${root}=`,
    '--remap-path-prefix=/me/.cargo/registry/src/index-1=',
    '--remap-path-prefix=/me/vendor=',
    '--remap-path-prefix=/me/.rustup/toolchains/1.95.0/lib/rustlib/src/rust=/rustc/abc',
  ]);
  // Debian's compiler does not report its commit.
  const [library] = remapFlags({ hash: 'unknown', release: '1.95.0', sources: ['/usr/src/rustc-1.95.0'] }, []).slice(-1);
  assert.equal(library, '--remap-path-prefix=/usr/src/rustc-1.95.0=/rustc/1.95.0');
});
