// @ts-check
// The desk's modules without a browser: bundled by esbuild, and run by Node.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { root } from '../../../scripts/run.mjs';

const folder = join(root, 'target', 'desk-modules');

/**
 * What some modules of the desk export, each by its name, with one copy of what they share.
 *
 * @param {...string} names as below www/src, without `.ts`
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
    // A component needs a page.
    loader: { '.vue': 'empty' },
    define: { __SANDBOX__: 'false', 'import.meta.env.MODE': '"production"' },
    write: false,
    logLevel: 'error',
  });
  // A file of the package, which therefore finds the package by its name.
  const file = join(folder, `${createHash('sha256').update(outputFiles[0].contents).digest('hex').slice(0, 16)}.mjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, outputFiles[0].contents);
  return import(pathToFileURL(file).href);
}
