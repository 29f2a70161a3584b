// @ts-check
// The entries of the installed package for tools that do not read `exports`: Browserify's resolver, webpack 4 and Parcel, which
// prefer `module` to `main`, and older module resolution of TypeScript.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'acorn';
import resolve from 'resolve';
import ts from 'typescript';
import { installed } from '../support/packed.js';

const WASM = 'houcaller_coupons_bg.wasm';

/** @type {Record<string, { main: string, module: string, types: string }>} Files of dist/. */
const ENTRIES = {
  slim: { main: 'index.cjs', module: 'index.js', types: 'slim.d.ts' },
  'mini-program': { main: 'mini-program/index.js', module: 'mini-program.js', types: 'mini-program/index.d.ts' },
  gateway: { main: 'gateway.es2018.cjs', module: 'gateway.es2018.cjs', types: 'gateway.d.ts' },
  'gateway-client': { main: 'gateway-client.cjs', module: 'gateway-client.js', types: 'gateway-client.d.ts' },
  'no-wasm': { main: 'no-wasm.cjs', module: 'no-wasm.js', types: 'no-wasm.d.ts' },
  'gateway-client/no-wasm': { main: 'gateway-client-no-wasm.cjs', module: 'gateway-client-no-wasm.js', types: 'gateway-client-no-wasm.d.ts' },
  'mini-program/no-wasm': { main: 'mini-program-no-wasm.cjs', module: 'mini-program-no-wasm.js', types: 'mini-program-no-wasm.d.ts' },
  [WASM]: { main: WASM, module: WASM, types: `${WASM}.d.ts` },
};
const PROGRAMS = Object.keys(ENTRIES).filter((entry) => entry !== WASM);

/** @type {Awaited<ReturnType<typeof installed>>} */
let project;
before(async () => {
  project = await installed();
});
after(() => project?.remove());

/** @param {string} file */
const inDist = (file) => join(project.folder, 'node_modules', 'houcaller-coupons', 'dist', file);

/**
 * @param {string} entry
 * @param {resolve.SyncOpts['packageFilter']} [packageFilter]
 */
const found = (entry, packageFilter) => resolve.sync(`houcaller-coupons/${entry}`, { basedir: project.folder, packageFilter });

for (const [entry, { main, module, types }] of Object.entries(ENTRIES)) {
  test(`${entry} is found by its main field`, () => {
    assert.equal(found(entry), inDist(main));
  });

  test(`${entry} is found by its module field`, () => {
    assert.equal(
      found(entry, (manifest) => ({ ...manifest, main: manifest.module ?? manifest.main })),
      inDist(module),
    );
  });

  for (const [fields, hidden] of Object.entries({ typesVersions: [], 'the folder’s own types': ['typesVersions'] })) {
    test(`the types of ${entry} are found by ${fields}`, () => {
      const options = { moduleResolution: ts.ModuleResolutionKind.Node10 };
      const { resolvedModule } = ts.resolveModuleName(`houcaller-coupons/${entry}`, join(project.folder, 'user.ts'), options, without(['exports', ...hidden]));
      assert.equal(resolvedModule?.resolvedFileName, inDist(types));
    });
  }
}

/**
 * A file system for TypeScript in which package.json files lack some fields.
 *
 * @param {string[]} fields
 * @returns {ts.ModuleResolutionHost}
 */
function without(fields) {
  const readFile = (/** @type {string} */ file) => {
    const text = ts.sys.readFile(file);
    if (!text || !file.endsWith('/package.json')) return text;
    return JSON.stringify({ ...JSON.parse(text), ...Object.fromEntries(fields.map((field) => [field, undefined])) });
  };
  return { ...ts.sys, readFile };
}

test('require gives the same exports through the folder and through the exports field', async () => {
  const named = await project.runs(
    'main.cjs',
    `const names = (path) => Object.keys(require(path)).sort();
     const found = ${JSON.stringify(PROGRAMS.map((entry) => [`houcaller-coupons/${entry}`, found(entry)]))};
     console.log(JSON.stringify(found.map((paths) => paths.map(names))));`,
  );
  for (const [byExports, byFolder] of named) {
    assert.ok(byExports.length > 0);
    assert.deepEqual(byFolder, byExports);
  }
});

for (const entry of PROGRAMS) {
  // The parsers of webpack 4 and Browserify do not support `?.`, class fields or `import.meta`.
  test(`the files of ${entry} parse as ES2018`, async () => {
    const { main = '', module = '' } = ENTRIES[entry] ?? {};
    for (const file of new Set([main, module])) {
      const sourceType = file === main ? 'script' : 'module';
      parse(await readFile(inDist(file), 'utf8'), { ecmaVersion: 2018, sourceType });
    }
  });
}

test('the WebAssembly module is found through its folder', async () => {
  assert.deepEqual(await readFile(found(WASM)), await readFile(inDist(WASM)));
});
