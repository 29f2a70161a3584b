// @ts-check
// Bundles each entry point into one file that contains its WebAssembly.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root } from '../run.mjs';
import { commonJs } from './common-js.mjs';
import { minified } from './minified.mjs';
import { deduplicateCrateFiles } from './crate-files.mjs';
import { inlinedWasm } from './inlined-wasm.mjs';
import { WITHOUT_CIPHER } from './wasm.mjs';

const WASM = 'houcaller_coupons_bg.wasm';

/** @type {Array<{ entry: string, file: string, options: import('esbuild').BuildOptions }>} */
const ENTRIES = [
  { entry: 'index', file: 'index.js', options: { format: 'esm' } },
  { entry: 'index', file: 'index.cjs', options: { format: 'cjs' } },
  { entry: 'index', file: 'houcaller-coupons.iife.js', options: { format: 'iife', globalName: 'HouCallerCoupons' } },
  { entry: 'node', file: 'node.js', options: { format: 'esm' } },
  { entry: 'node', file: 'node.cjs', options: { format: 'cjs' } },
  // `import.meta` is newer than ES2017. Only this file uses it, for bundlers and browsers that support it.
  { entry: 'slim', file: 'slim.js', options: { format: 'esm', supported: { 'import-meta': true } } },
  { entry: 'workerd', file: 'workerd.js', options: { format: 'esm', plugins: [besideTheEntry()] } },
  // Next.js and Vercel compile a module whose import has this query.
  { entry: 'workerd', file: 'edge-light.js', options: { format: 'esm', plugins: [besideTheEntry('?module')] } },
  { entry: 'gateway-client', file: 'gateway-client.js', options: { format: 'esm', plugins: [withoutCipher()] } },
  { entry: 'gateway-client', file: 'gateway-client.cjs', options: { format: 'cjs', plugins: [withoutCipher()] } },
  { entry: 'no-wasm', file: 'no-wasm.js', options: { format: 'esm', plugins: [engineBeside('engine.js')] } },
  { entry: 'no-wasm', file: 'no-wasm.cjs', options: { format: 'cjs', plugins: [engineBeside('engine.cjs')] } },
  {
    entry: 'gateway-client-no-wasm',
    file: 'gateway-client-no-wasm.js',
    options: { format: 'esm', plugins: [engineBeside('engine-without-cipher.js'), withoutCipher()] },
  },
  {
    entry: 'gateway-client-no-wasm',
    file: 'gateway-client-no-wasm.cjs',
    options: { format: 'cjs', plugins: [engineBeside('engine-without-cipher.cjs'), withoutCipher()] },
  },
  ...['gateway.js', 'gateway.cjs'].map((file) => ({ entry: 'gateway', file, options: gatewayOptions(file) })),
  // For webpack 4 and Browserify, which cannot parse the syntax of the other two.
  { entry: 'gateway', file: 'gateway.es2018.cjs', options: { ...gatewayOptions('gateway.cjs'), target: 'es2018' } },
];

/**
 * Bundles every entry, and copies the WebAssembly module that some of them load.
 *
 * @param {string} dist
 */
export async function bundleEntries(dist) {
  const { build } = await import('esbuild');
  await copyFile(join(root, 'pkg', WASM), join(dist, WASM));
  for (const [folder, name] of [
    ['pkg', 'engine'],
    [WITHOUT_CIPHER, 'engine-without-cipher'],
  ]) {
    const engine = await readFile(join(root, folder ?? '', 'engine.js'), 'utf8');
    await writeFile(join(dist, `${name}.js`), engine);
    await writeFile(join(dist, `${name}.cjs`), await commonJs(engine));
  }
  await Promise.all(
    ENTRIES.map(async ({ entry, file, options }) => {
      const { format } = options;
      const { outputFiles = [] } = await build({
        absWorkingDir: root,
        entryPoints: [`js/entries/${entry}.ts`],
        bundle: true,
        minifySyntax: true,
        write: false,
        target: 'es2017',
        inject: ['js/load/lazy-text-codecs.ts', 'js/load/global-scope.ts'],
        logLevel: 'warning',
        ...options,
        plugins: [...(options.plugins || []), inlinedWasm(), deduplicateCrateFiles()],
        format: format === 'cjs' ? 'esm' : format,
      });
      const bundled = outputFiles.map(({ text }) => text).join('');
      await writeFile(join(dist, file), await minified(format === 'cjs' ? await commonJs(bundled) : bundled, format));
    }),
  );
}

/**
 * @param {string} file of dist/
 * @returns {import('esbuild').Plugin} Keeps the engine in its own file, because a second minification could reorder its calls.
 */
export function engineBeside(file) {
  return {
    name: 'external-engine',
    setup({ onResolve }) {
      onResolve({ filter: /\/pkg\/engine\.js$/ }, () => ({ path: `./${file}`, external: true }));
    },
  };
}

/** @returns {import('esbuild').Plugin} Replaces the module by the one without the cipher. */
function withoutCipher() {
  return {
    name: 'without-cipher',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.\/\.\.\/pkg\/.*\.js$/ }, ({ path }) => ({ path: join(root, WITHOUT_CIPHER, basename(path)) }));
      onResolve({ filter: /^\.\.\/\.\.\/pkg\/.*\.wasm$/ }, ({ path }) => ({ path: join(root, WITHOUT_CIPHER, basename(path)), namespace: 'inlined' }));
    },
  };
}

/**
 * The gateway runs on servers. It imports the client from the package by its name, so that both throw the same error class.
 *
 * @param {string} file
 * @returns {import('esbuild').BuildOptions}
 */
function gatewayOptions(file) {
  return {
    format: file.endsWith('.cjs') ? 'cjs' : 'esm',
    target: 'es2022',
    inject: [],
    // prom-client formats its messages with Node's `util`.
    alias: { util: './js/gateway/node-util.ts' },
    plugins: [
      {
        name: 'external-client',
        setup({ onResolve }) {
          onResolve({ filter: /^\.{1,2}\/(api|coupon-error)\.js$/ }, () => ({ path: 'houcaller-coupons', external: true }));
        },
      },
    ],
  };
}

/**
 * @param {string} [query] tells the runtime how to import the module
 * @returns {import('esbuild').Plugin} Leaves the import of the WebAssembly module to the runtime.
 */
function besideTheEntry(query = '') {
  return {
    name: 'external-wasm',
    setup({ onResolve }) {
      onResolve({ filter: /\.wasm$/ }, () => ({ path: `./${WASM}${query}`, external: true }));
    },
  };
}
