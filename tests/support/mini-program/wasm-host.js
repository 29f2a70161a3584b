// @ts-check
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

/**
 * `WXWebAssembly`: its `instantiate` accepts only the path of a file in the code package.
 *
 * @param {string} folder of the code package
 * @param {'instance' | 'result'} [resolvesTo] an instance, as in WeChat's typings, or an object with the instance and the module, as in Douyin's documentation
 */
export function pathWebAssembly(folder, resolvesTo = 'instance') {
  return {
    /**
     * @param {unknown} path
     * @param {WebAssembly.Imports} imports
     */
    async instantiate(path, imports) {
      if (typeof path !== 'string') throw new TypeError('WXWebAssembly.instantiate: path must be a string');
      if (!/\.wasm(\.br)?$/.test(path)) throw new Error('WXWebAssembly.instantiate: path must end with .wasm or .wasm.br');
      const file = await readFile(join(folder, path)).catch(() => {
        throw new Error('WXWebAssembly.instantiate: file not found');
      });
      const bytes = path.endsWith('.br') ? await promisify(brotliDecompress)(file) : file;
      const { instance, module } = await WebAssembly.instantiate(new Uint8Array(bytes), imports);
      // By WeChat's documentation, iOS does not support exported globals.
      if (WebAssembly.Module.exports(module).some(({ kind }) => kind === 'global'))
        throw new Error('WXWebAssembly.instantiate: exported globals are not supported');
      return resolvesTo === 'instance' ? instance : { instance, module };
    },
  };
}
