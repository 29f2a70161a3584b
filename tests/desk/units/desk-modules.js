// @ts-check
// Runs modules of the desk in Node: esbuild bundles them.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { root } from '../../../scripts/run.mjs';

const folder = join(root, 'target', 'desk-modules');

/**
 * Imports modules of the desk by name. They are in one bundle, so that they share their common modules.
 *
 * @param {...string} names paths in www/src, without `.ts`
 * @returns {Promise<Record<string, any>>}
 */
export async function deskModules(...names) {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: names.map((name) => `export * as ${JSON.stringify(name)} from './${name}';`).join('\n'),
      resolveDir: join(root, 'www', 'src'),
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['houcaller-coupons/*', 'vue', 'vue-i18n', '@vueuse/core', 'papaparse'],
    // Components need a page, so they are left out.
    loader: { '.vue': 'empty' },
    define: { __SANDBOX__: 'false', 'import.meta.env.MODE': '"production"' },
    write: false,
    logLevel: 'error',
  });
  // The file is inside the package, so that it can import the package by its name.
  const file = join(folder, `${createHash('sha256').update(outputFiles[0].contents).digest('hex').slice(0, 16)}.mjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, outputFiles[0].contents);
  return import(pathToFileURL(file).href);
}
