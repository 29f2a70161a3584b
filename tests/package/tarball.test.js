// @ts-check
// The files of the tarball, and the installed package in Node and in bundlers.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import esbuild from 'esbuild';
import { rollup } from 'rollup';
import * as vite from 'vite';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { startSandbox } from '../../sandbox/server.js';
import { installed } from '../support/packed.js';

// Computed by the JDK.
const DIGITS = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';
const ENCRYPTED = "encryptParam({ memberId: 'K1H93QDKI00B7' }, { key: '12345678' })";
const CODES = published.data.list.map((coupon) => coupon.cpnCode);

/** @type {Awaited<ReturnType<typeof installed>>} */
let project;
/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;

before(async () => {
  project = await installed();
  sandbox = await startSandbox();
});

after(async () => {
  await sandbox?.close();
  await project?.remove();
});

/** A call, as source text. */
function listed() {
  const config = { baseUrl: `${sandbox.url}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } };
  return `listCoupons({ memberId: 'K1H93QDKI00B7' }, ${JSON.stringify(config)})`;
}

test('contains exactly the entries, their types, the folders for resolvers without exports, README, licences and bill of materials', () => {
  assert.deepEqual(project.files, [
    'LICENSE',
    'README.md',
    'README.zh-CN.md',
    'dist/THIRD-PARTY-LICENSES.txt',
    'dist/edge-light.js',
    'dist/engine-without-cipher.cjs',
    'dist/engine-without-cipher.js',
    'dist/engine.cjs',
    'dist/engine.js',
    'dist/gateway-client-no-wasm.cjs',
    'dist/gateway-client-no-wasm.d.cts',
    'dist/gateway-client-no-wasm.d.ts',
    'dist/gateway-client-no-wasm.js',
    'dist/gateway-client.cjs',
    'dist/gateway-client.d.cts',
    'dist/gateway-client.d.ts',
    'dist/gateway-client.js',
    'dist/gateway.cjs',
    'dist/gateway.d.cts',
    'dist/gateway.d.ts',
    'dist/gateway.es2018.cjs',
    'dist/gateway.js',
    'dist/houcaller-coupons.iife.js',
    'dist/houcaller_coupons_bg.wasm',
    'dist/houcaller_coupons_bg.wasm.d.cts',
    'dist/houcaller_coupons_bg.wasm.d.ts',
    'dist/index.cjs',
    'dist/index.d.cts',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/mini-program-no-wasm.cjs',
    'dist/mini-program-no-wasm.d.cts',
    'dist/mini-program-no-wasm.d.ts',
    'dist/mini-program-no-wasm.js',
    'dist/mini-program.d.ts',
    'dist/mini-program.js',
    'dist/mini-program/houcaller_coupons_bg.wasm',
    'dist/mini-program/houcaller_coupons_bg.wasm.br',
    'dist/mini-program/index.d.ts',
    'dist/mini-program/index.js',
    'dist/mini-program/package.json',
    'dist/no-wasm.cjs',
    'dist/no-wasm.d.cts',
    'dist/no-wasm.d.ts',
    'dist/no-wasm.js',
    'dist/node.cjs',
    'dist/node.js',
    'dist/sbom.cdx.json',
    'dist/slim.d.cts',
    'dist/slim.d.ts',
    'dist/slim.js',
    'dist/workerd.js',
    'gateway-client/no-wasm/package.json',
    'gateway-client/package.json',
    'gateway/package.json',
    'houcaller_coupons_bg.wasm/package.json',
    'mini-program/no-wasm/package.json',
    'mini-program/package.json',
    'no-wasm/package.json',
    'package.json',
    'slim/package.json',
  ]);
});

for (const entry of ['houcaller-coupons', 'houcaller-coupons/slim']) {
  for (const [name, file, load] of [
    ['import', 'main.mjs', `import init, * as all from '${entry}';`],
    ['require', 'main.cjs', `const all = require('${entry}'); const init = all.default;`],
  ]) {
    test(`Node, ${name} of ${entry}: works without init and without configuration`, async () => {
      const [digits, named, codes] = await project.runs(
        file,
        `${load}
         const { encryptParam, listCoupons } = all;
         const digits = ${ENCRYPTED};
         ${listed()}.then((coupons) => console.log(JSON.stringify([digits, init === all.init, coupons.map((coupon) => coupon.cpnCode)])));`,
      );
      assert.equal(digits, DIGITS);
      assert.ok(named);
      assert.deepEqual(codes, CODES);
    });
  }
}

test('on Node both entries are the same module with one CouponError class', async () => {
  const same = await project.runs(
    'main.mjs',
    `import { CouponError } from 'houcaller-coupons';
     import { CouponError as Slim } from 'houcaller-coupons/slim';
     console.log(CouponError === Slim);`,
  );
  assert.ok(same);
});

test('the WebAssembly module can be resolved by import and by require, and passed to init', async () => {
  const [digits, same] = await project.runs(
    'main.mjs',
    `import { readFile } from 'node:fs/promises';
     import { createRequire } from 'node:module';
     import { fileURLToPath } from 'node:url';
     import init, { encryptParam } from 'houcaller-coupons/slim';
     const file = fileURLToPath(import.meta.resolve('houcaller-coupons/houcaller_coupons_bg.wasm'));
     await init(await readFile(file));
     console.log(JSON.stringify([${ENCRYPTED}, createRequire(import.meta.url).resolve('houcaller-coupons/houcaller_coupons_bg.wasm') === file]));`,
  );
  assert.equal(digits, DIGITS);
  assert.ok(same);
});

/** @type {Array<[string, (entry: string, file: string) => Promise<unknown>]>} */
const BUNDLERS = [
  ['esbuild', (entry, file) => esbuild.build({ entryPoints: [entry], bundle: true, format: 'esm', outfile: file, absWorkingDir: project.folder })],
  [
    'Vite',
    (entry, file) => {
      const lib = { entry, formats: /** @type {['es']} */ (['es']), fileName: () => basename(file) };
      return vite.build({ root: project.folder, logLevel: 'warn', build: { lib, outDir: dirname(file) } });
    },
  ],
  [
    'Rollup',
    async (entry, file) => {
      // Rollup does not resolve packages by itself. This plugin resolves only the default entry.
      const find = { name: 'find', resolveId: (/** @type {string} */ name) => (name === 'houcaller-coupons' ? inProject('dist/index.js') : null) };
      const bundle = await rollup({ input: entry, plugins: [find] });
      await bundle.write({ file: join(project.folder, file) });
      await bundle.close();
    },
  ],
];

/** @param {string} file */
const inProject = (file) => join(project.folder, 'node_modules', 'houcaller-coupons', file);

for (const [name, bundle] of BUNDLERS) {
  test(`the bundle of ${name} for a page contains the WebAssembly`, async () => {
    const entry = join(project.folder, 'entry.js');
    const file = `${name}/bundle.mjs`;
    await writeFile(entry, "export { encryptParam, init, listCoupons } from 'houcaller-coupons';");
    await bundle(entry, file);
    const [early, digits, codes] = await project.runs(
      'main.mjs',
      `import { encryptParam, init, listCoupons } from './${file}';
       let early;
       try { ${ENCRYPTED}; } catch (error) { early = error.message; }
       await init();
       console.log(JSON.stringify([early, ${ENCRYPTED}, (await ${listed()}).map((coupon) => coupon.cpnCode)]));`,
    );
    // Shows that the bundle has not Node's entry, which needs no init.
    assert.match(early, /^init: /);
    assert.equal(digits, DIGITS);
    assert.deepEqual(codes, CODES);
  });
}

test('unused imports are not bundled', async () => {
  const entry = join(project.folder, 'unused.js');
  await writeFile(entry, "import { init } from 'houcaller-coupons'; import { CouponStatus } from 'houcaller-coupons/slim'; console.log(1);");
  const { outputFiles } = await esbuild.build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
  assert.equal(outputFiles[0]?.text.replace(/^\/\/.*\n/, ''), 'console.log(1);\n');
});
