// @ts-check
// Finds what the build and the tests need, and installs what is missing. Runs before `npm ci`: Node's own modules only.
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
 * Everything that `npm run build` needs: packages arrive while programs are compiled.
 *
 * @param {string[]} [workspaces] whose packages are needed as well
 */
export async function buildTools(workspaces) {
  await rust();
  await together([npmPackages(workspaces), wasmTools()]);
}

function wasmTools() {
  return cargoTools([
    // Exact: it reads what this version of the crate wrote, and no other.
    { program: 'wasm-bindgen', crate: 'wasm-bindgen-cli', version: wasmBindgenVersion() },
    { program: 'wasm-pack', crate: 'wasm-pack', version: WASM_PACK },
  ]);
}

function wasmBindgenVersion() {
  const version = /^wasm-bindgen = \{ version = "=([\d.]+)"/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))?.[1];
  if (!version) throw new Error('Cargo.toml: expected wasm-bindgen pinned to one version, found no such line');
  return version;
}
