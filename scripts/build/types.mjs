// @ts-check
// One source, one file of declarations an entry.
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

const ENTRIES = ['index', 'slim'];
// As tsconfig.types.json has it.
const DECLARATIONS = join(root, 'pkg', 'types');

/** @param {string} dist */
export async function rollUpTypes(dist) {
  const { rollup } = await import('rollup');
  const { dts } = await import('rollup-plugin-dts');
  await rm(DECLARATIONS, { recursive: true, force: true });
  await run('tsc', ['--project', 'tsconfig.types.json']);
  for (const entry of ENTRIES) {
    const bundle = await rollup({ input: join(DECLARATIONS, `${entry}.d.ts`), plugins: [dts()] });
    await bundle.write({ file: join(dist, `${entry}.d.ts`) });
    await bundle.close();
    // A file of its own for `require`: TypeScript reads from the name what kind of module it declares.
    await copyFile(join(dist, `${entry}.d.ts`), join(dist, `${entry}.d.cts`));
  }
  for (const extension of ['ts', 'cts']) {
    await copyFile(join(root, 'js', 'wasm-module.d.ts'), join(dist, `houcaller_coupons_bg.wasm.d.${extension}`));
  }
}
