// @ts-check
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../run.mjs';

/**
 * An import of the module becomes its bytes in hex. That is longer than base64, and compresses better: each byte stays a unit of the text, so that what
 * repeats in the module repeats in the text. Measured: 8 % over the module by itself with brotli, where base64 is 33 % over it.
 *
 * @returns {import('esbuild').Plugin}
 */
export function inlinedWasm() {
  return {
    name: 'the module inlined',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir || root, path), namespace: 'inlined' }));
      onLoad({ filter: /.*/, namespace: 'inlined' }, async ({ path }) => ({
        contents: `export default ${JSON.stringify((await readFile(path)).toString('hex'))};`,
        loader: 'js',
      }));
    },
  };
}
