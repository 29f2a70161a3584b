// @ts-check
// Builds the npm package in dist/: WebAssembly with wasm-pack, entry points with esbuild, types with tsc and rollup.
// Also writes the folders for tools that do not read `exports`.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleEntries } from './build/entries.mjs';
import { alone } from './build/lock.mjs';
import { buildMiniProgram } from './build/mini-program.mjs';
import { beginBuild } from './build/sources.mjs';
import { rollUpTypes } from './build/types.mjs';
import { compileWasm, WITHOUT_CIPHER } from './build/wasm.mjs';
import { writeFolders } from './build/without-exports.mjs';
import { isMain } from './is-main.mjs';
import { writeLicenses } from './licenses.mjs';
import { root } from './run.mjs';
import { writeSbom } from './sbom.mjs';
import { main, step } from './say.mjs';
import { reportSizes } from './size.mjs';
import { buildTools } from './toolchain.mjs';

const dist = join(root, 'dist');

/**
 * Builds dist/ from scratch.
 *
 * @param {string[]} [workspaces] whose packages are needed as well
 */
export async function build(workspaces) {
  await step('looking for the tools', () => buildTools(workspaces));
  await alone(buildPackage);
}

async function buildPackage() {
  const complete = beginBuild();
  await step('compiling Rust to WebAssembly', () => compileWasm('pkg'));
  await step('compiling the module without the cipher', () => compileWasm(WITHOUT_CIPHER, ['--no-default-features']));
  await step('bundling the entry points', async () => {
    await rm(dist, { recursive: true, force: true });
    await mkdir(dist);
    await bundleEntries(dist);
    await buildMiniProgram(dist);
    await writeFolders(root);
  });
  await step('rolling up the types', () => rollUpTypes(dist));
  await step('writing the SBOM and the licences of third-party code', async () => {
    await writeSbom(dist);
    await writeLicenses(dist);
  });
  complete();
  await step('measuring the sizes', reportSizes);
}

if (isMain(import.meta.url)) await main(() => build());
