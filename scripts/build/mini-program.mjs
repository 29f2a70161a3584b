// @ts-check
// Builds the mini-program folder, which WeChat's npm builder copies: a CommonJS file and the WebAssembly, plain and compressed.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { root } from '../run.mjs';
import { commonJs } from './common-js.mjs';
import { deduplicateCrateFiles } from './crate-files.mjs';
import { engineBeside } from './entries.mjs';
import { minified } from './minified.mjs';

const WASM = 'houcaller_coupons_bg.wasm';

/** @param {string} dist */
export async function buildMiniProgram(dist) {
  const folder = join(dist, 'mini-program');
  await mkdir(folder, { recursive: true });
  const bundled = await bundle('mini-program');
  await writeFile(join(folder, 'index.js'), await minified(await commonJs(bundled), 'cjs'));
  // For uni-app and Taro, which bundle it themselves. It is not in the folder, because WeChat would copy it too.
  await writeFile(join(dist, 'mini-program.js'), await minified(bundled, 'esm'));
  await writeFile(join(dist, 'mini-program-no-wasm.js'), await minified(await bundle('mini-program-no-wasm', 'engine.js'), 'esm'));
  await writeFile(join(dist, 'mini-program-no-wasm.cjs'), await minified(await commonJs(await bundle('mini-program-no-wasm', 'engine.cjs')), 'cjs'));
  await copyFile(join(root, 'pkg', WASM), join(folder, WASM));
  await writeFile(join(folder, `${WASM}.br`), await compressed(await readFile(join(root, 'pkg', WASM))));
  // The package's own package.json declares ES modules.
  await writeFile(join(folder, 'package.json'), `${JSON.stringify({ type: 'commonjs', main: './index.js', types: './index.d.ts' }, null, 2)}\n`);
}

/**
 * @param {string} entry
 * @param {string} [engine] the file with the engine, for an entry without WebAssembly
 */
async function bundle(entry, engine = '') {
  const { build } = await import('esbuild');
  const { outputFiles = [] } = await build({
    absWorkingDir: root,
    entryPoints: [`js/entries/${entry}.ts`],
    bundle: true,
    minifySyntax: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2017',
    inject: ['js/mini-program/globals.ts', 'js/load/global-scope.ts'],
    define: { fetch: 'host.fetch' },
    plugins: [engineBeside(engine), deduplicateCrateFiles()],
    logLevel: 'warning',
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** @param {Buffer} bytes */
function compressed(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return promisify(brotliCompress)(bytes, { params });
}
