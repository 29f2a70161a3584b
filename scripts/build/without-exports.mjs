// @ts-check
// Writes a folder with a package.json for each entry point, for tools that do not read `exports`: webpack 4, Jest 27,
// Browserify, older versions of React Native's Metro, and TypeScript with `moduleResolution: node`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const WASM = 'houcaller_coupons_bg.wasm';

/** @type {Record<string, { main: string, module?: string, types: string }>} Files of dist/. */
const ENTRIES = {
  // The files of the default entry, because webpack 4 cannot parse the `import.meta` of slim.js.
  slim: { main: 'index.cjs', module: 'index.js', types: 'slim.d.ts' },
  'mini-program': { main: 'mini-program/index.js', module: 'mini-program.js', types: 'mini-program/index.d.ts' },
  gateway: { main: 'gateway.es2018.cjs', types: 'gateway.d.ts' },
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
