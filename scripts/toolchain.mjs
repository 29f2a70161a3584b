// @ts-check
// Finds the tools of the build, and installs the missing ones. Uses only Node's own modules, because it runs before `npm ci`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cargoTools } from './cargo-tools.mjs';
import { npmPackages } from './npm-packages.mjs';
import { root } from './run.mjs';
import { rust } from './rust.mjs';
import { together } from './together.mjs';

export { cargoTool } from './cargo-tools.mjs';
export { npmPackages } from './npm-packages.mjs';

const WASM_PACK = '0.15.1';

/**
 * Finds or installs all tools of `npm run build`. npm's packages are installed while the programs are compiled.
 *
 * @param {string[]} [workspaces] whose packages are needed as well
 */
export async function buildTools(workspaces) {
  await rust();
  await together([npmPackages(workspaces), wasmTools()]);
}

function wasmTools() {
  return cargoTools([
    // Exactly the crate's version, because the program reads only the output of its own version.
    { program: 'wasm-bindgen', crate: 'wasm-bindgen-cli', version: wasmBindgenVersion() },
    { program: 'wasm-pack', crate: 'wasm-pack', version: WASM_PACK },
  ]);
}

function wasmBindgenVersion() {
  const version = /^wasm-bindgen = \{ version = "=([\d.]+)"/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))?.[1];
  if (!version) throw new Error('Cargo.toml: expected wasm-bindgen pinned to one version, found no such line');
  return version;
}
