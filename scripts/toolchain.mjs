// @ts-check
// Finds what the build and the tests need, and installs what is missing. Runs before `npm ci`: Node's own modules only.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { output, root, run } from './run.mjs';
import { tools } from './places.mjs';
import { say } from './say.mjs';

const WASM_PACK = '0.15.1';
const TARGET = 'wasm32-unknown-unknown';

/** The packages of package-lock.json. */
export async function npmPackages() {
  // By content: a checkout or a copy of the repository gives files new times.
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const installed = join(root, 'node_modules', '.installed-lock');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  say('installing the npm packages of package-lock.json');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(installed, wanted);
}

/** Everything that `npm run build` needs beside the npm packages. */
export async function buildTools() {
  await rustTarget();
  // Exact: it reads what this version of the crate wrote, and no other.
  await cargoTool('wasm-bindgen', 'wasm-bindgen-cli', wasmBindgenVersion());
  await cargoTool('wasm-pack', 'wasm-pack', WASM_PACK);
}

async function rustTarget() {
  if (!output('cargo', ['--version'])) {
    throw new Error('Rust is missing. Install it with rustup (the Rust project’s installer), then run this again.');
  }
  const libraries = output('rustc', ['--print', 'target-libdir', '--target', TARGET]);
  if (libraries && existsSync(libraries)) return;
  say(`adding the Rust target ${TARGET}`);
  await run('rustup', ['target', 'add', TARGET]).catch(() => {
    throw new Error(`The Rust target ${TARGET} is missing and rustup could not add it: rustup target add ${TARGET}`);
  });
}

/**
 * A program that cargo builds, in exactly this version.
 *
 * @param {string} program
 * @param {string} crate
 * @param {string} version
 */
export async function cargoTool(program, crate, version) {
  if (output(program, ['--version'])?.split(/\s+/).includes(version)) return;
  say(`building ${crate} ${version} into ${tools} (once; one to five minutes)`);
  // A debug build: these tools run for a second, and an optimised build of them takes twice as long.
  const target = join(tools, 'target');
  await run('cargo', ['install', crate, '--version', version, '--debug', '--quiet', '--root', tools], { CARGO_TARGET_DIR: target });
}

function wasmBindgenVersion() {
  const version = /^wasm-bindgen = \{ version = "=([\d.]+)"/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))?.[1];
  if (!version) throw new Error('Cargo.toml: expected wasm-bindgen pinned to one version, found no such line');
  return version;
}
