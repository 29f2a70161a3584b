// @ts-check
// The npm package, in dist/: WebAssembly by wasm-pack, the entry points by esbuild, their types by tsc and rollup; beside it the folders for tools that read no `exports`.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleEntries } from './build/entries.mjs';
import { buildMiniProgram } from './build/mini-program.mjs';
import { rollUpTypes } from './build/types.mjs';
import { compileWasm, WITHOUT_CIPHER } from './build/wasm.mjs';
import { writeFolders } from './build/without-exports.mjs';
import { writeLicenses } from './licenses.mjs';
import { root } from './run.mjs';
import { writeSbom } from './sbom.mjs';
import { main, step } from './say.mjs';
import { weigh } from './size.mjs';
import { buildTools } from './toolchain.mjs';

const dist = join(root, 'dist');

/**
 * Makes dist/ anew.
 *
 * @param {string[]} [workspaces] whose packages are needed as well
 */
export async function build(workspaces) {
  await step('looking for the tools', () => buildTools(workspaces));
  await step('compiling Rust to WebAssembly', () => compileWasm('pkg'));
  await step('the same without the cipher', () => compileWasm(WITHOUT_CIPHER, ['--no-default-features']));
  await step('bundling the entry points', async () => {
    await rm(dist, { recursive: true, force: true });
    await mkdir(dist);
    await bundleEntries(dist);
    await buildMiniProgram(dist);
    await writeFolders(root);
  });
  await step('rolling up the types', () => rollUpTypes(dist));
  await step('listing what of other people’s work is inside', async () => {
    await writeSbom(dist);
    await writeLicenses(dist);
  });
  await step('weighing it', weigh);
}

if (process.argv[1] === import.meta.filename) await main(() => build());
