// @ts-check
// Rolls up the type declarations of each entry point into one file.
import { copyFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

const ENTRIES = ['index', 'slim', 'no-wasm', 'gateway-client', 'gateway-client-no-wasm', 'mini-program', 'mini-program-no-wasm'];
// The `outDir` of js/tsconfig.types.json.
const DECLARATIONS = join(root, 'pkg', 'types');

/** @param {string} dist */
export async function rollUpTypes(dist) {
  const { rollup } = await import('rollup');
  const { dts } = await import('rollup-plugin-dts');
  await rm(DECLARATIONS, { recursive: true, force: true });
  await run('tsc', ['--project', 'js/tsconfig.types.json']);
  for (const entry of ENTRIES) {
    const bundle = await rollup({ input: declarations(entry), plugins: [dts()] });
    const banner = entry.startsWith('mini-program') ? readFile(join(root, 'js', 'mini-program', 'no-dom.d.ts'), 'utf8') : '';
    // For classic scripts, which use the entry through its global variable.
    const footer = entry === 'index' ? 'export as namespace HouCallerCoupons;' : '';
    // A second file for `require`, because TypeScript takes the kind of module from the file's extension, or in the
    // mini-program's folder from package.json.
    const required = entry === 'mini-program' ? 'mini-program/index.d.ts' : `${entry}.d.cts`;
    await bundle.write({ file: join(dist, `${entry}.d.ts`), banner: () => banner, footer: () => footer });
    await bundle.close();
    await copyFile(join(dist, `${entry}.d.ts`), join(dist, required));
  }
  // Imports the types that it shares with the client from the package.
  const bundle = await rollup({ input: declarations('gateway'), plugins: [externalClient(), dts()] });
  for (const extension of ['ts', 'cts']) await bundle.write({ file: join(dist, `gateway.d.${extension}`) });
  await bundle.close();
  for (const extension of ['ts', 'cts']) {
    await copyFile(join(root, 'js', 'load', 'wasm-module.d.ts'), join(dist, `houcaller_coupons_bg.wasm.d.${extension}`));
  }
}

/** @param {string} entry */
const declarations = (entry) => join(DECLARATIONS, 'entries', `${entry}.d.ts`);

/** @returns {import('rollup').Plugin} */
function externalClient() {
  return {
    name: 'external-client',
    resolveId: (id) => (/^\.\.\/(api|coupon-error|types\/index)\.js$/.test(id) ? { id: 'houcaller-coupons', external: true } : undefined),
  };
}
