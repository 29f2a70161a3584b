// @ts-check
// The npm package, in dist/: WebAssembly by wasm-pack, the entry points by esbuild, their types by tsc.
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { main, step } from './say.mjs';
import { buildTools, npmPackages } from './toolchain.mjs';

/** Makes dist/ anew. */
export async function build() {
  await step('looking for the tools', async () => {
    await npmPackages();
    await buildTools();
  });
  await step('compiling Rust to WebAssembly', compileWasm);
  await step('bundling the entry points', bundleEntries);
}

async function compileWasm() {
  await run('wasm-pack', ['build', '--mode', 'no-install', '--target', 'web', '--out-dir', 'pkg', '--no-pack']);
}

async function bundleEntries() {
  const dist = join(root, 'dist');
  await rm(dist, { recursive: true, force: true });
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: ['js/index.ts', 'js/slim.ts'],
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    target: 'es2020',
    // One file an entry: what a bundler keeps of it brings its WebAssembly along.
    loader: { '.wasm': 'base64' },
    logLevel: 'warning',
  });
  await copyFile(join(root, 'pkg', 'houcaller_coupons_bg.wasm'), join(dist, 'houcaller_coupons_bg.wasm'));
  await run('tsc', ['--project', 'tsconfig.types.json']);
  // tsc declares every module; these are not part of what an entry declares.
  for (const inner of ['many-members', 'reduced-cause.d.ts']) await rm(join(dist, inner), { recursive: true });
}

if (process.argv[1] === import.meta.filename) await main(build);
