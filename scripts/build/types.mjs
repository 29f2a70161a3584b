// @ts-check
// Rolls up the type declarations of each entry point into one file.
import { copyFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

const MINI_PROGRAM = 'mini-program/index';
const MINI_PROGRAM_WITHOUT_WASM = 'mini-program/no-wasm';
const ENTRIES = ['index', 'slim', 'no-wasm', 'gateway-client/index', 'gateway-client/no-wasm', MINI_PROGRAM, MINI_PROGRAM_WITHOUT_WASM];
// Imports the types that it shares with the client from the package.
const GATEWAY = 'gateway';
// The `outDir` of tsconfig.types.json.
const DECLARATIONS = join(root, 'pkg', 'types');

/** @param {string} dist */
export async function rollUpTypes(dist) {
  const { rollup } = await import('rollup');
  const { dts } = await import('rollup-plugin-dts');
  await rm(DECLARATIONS, { recursive: true, force: true });
  await run('tsc', ['--project', 'tsconfig.types.json']);
  for (const entry of ENTRIES) {
    const bundle = await rollup({ input: join(DECLARATIONS, `${entry}.d.ts`), plugins: [dts()] });
    const banner = entry.startsWith('mini-program/') ? readFile(join(root, 'js', 'mini-program', 'no-dom.d.ts'), 'utf8') : '';
    // For classic scripts, which use the entry through its global variable.
    const footer = entry === 'index' ? 'export as namespace HouCallerCoupons;' : '';
    const file = entry === MINI_PROGRAM ? entry : entry.replace('/index', '').replace('/', '-');
    await bundle.write({ file: join(dist, `${file}.d.ts`), banner: () => banner, footer: () => footer });
    await bundle.close();
    // A second file for `require`, because TypeScript takes the kind of module from the file's extension, or in the
    // mini-program's folder from package.json.
    await copyFile(join(dist, `${file}.d.ts`), join(dist, entry === MINI_PROGRAM ? 'mini-program.d.ts' : `${file}.d.cts`));
  }
  const bundle = await rollup({ input: join(DECLARATIONS, GATEWAY, 'index.d.ts'), plugins: [externalClient(), dts()] });
  for (const extension of ['ts', 'cts']) await bundle.write({ file: join(dist, `${GATEWAY}.d.${extension}`) });
  await bundle.close();
  for (const extension of ['ts', 'cts']) {
    await copyFile(join(root, 'js', 'wasm-module.d.ts'), join(dist, `houcaller_coupons_bg.wasm.d.${extension}`));
  }
}

/** @returns {import('rollup').Plugin} */
function externalClient() {
  return {
    name: 'external-client',
    resolveId: (id) => (/^\.\.\/(api|coupon-error|types\/index)\.js$/.test(id) ? { id: 'houcaller-coupons', external: true } : undefined),
  };
}
