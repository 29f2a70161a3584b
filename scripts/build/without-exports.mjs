// @ts-check
// A folder an entry at the root of the package, with a package.json alone. Tools that do not read `exports` (webpack 4, Jest 27, Browserify, React
// Native's older Metro, TypeScript with `moduleResolution: node`) look for `houcaller-coupons/slim` there.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const WASM = 'houcaller_coupons_bg.wasm';

/** @type {Record<string, { main: string, module?: string, types: string }>} Files of dist/. */
const ENTRIES = {
  // The files of the default entry, which carry the WebAssembly: webpack 4 cannot read the `import.meta` of slim.js.
  'slim': { main: 'index.cjs', module: 'index.js', types: 'slim.d.ts' },
  'mini-program': { main: 'mini-program/index.js', module: 'mini-program.js', types: 'mini-program/index.d.ts' },
  'gateway': { main: 'gateway.es2018.cjs', types: 'gateway.d.ts' },
  'gateway-client': { main: 'gateway-client.cjs', module: 'gateway-client.js', types: 'gateway-client.d.ts' },
  'no-wasm': { main: 'no-wasm.cjs', module: 'no-wasm.js', types: 'no-wasm.d.ts' },
  'gateway-client/no-wasm': { main: 'gateway-client-no-wasm.cjs', module: 'gateway-client-no-wasm.js', types: 'gateway-client-no-wasm.d.ts' },
  'mini-program/no-wasm': { main: 'mini-program-no-wasm.cjs', module: 'mini-program-no-wasm.js', types: 'mini-program-no-wasm.d.ts' },
  [WASM]: { main: WASM, types: `${WASM}.d.ts` },
};

/** @param {string} root of the package; its `files` in package.json name each of the folders */
export async function writeFolders(root) {
  for (const [entry, fields] of Object.entries(ENTRIES)) {
    const manifest = Object.fromEntries(Object.entries(fields).map(([field, file]) => [field, `${'../'.repeat(entry.split('/').length)}dist/${file}`]));
    await mkdir(join(root, entry), { recursive: true });
    await writeFile(join(root, entry, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  }
}
