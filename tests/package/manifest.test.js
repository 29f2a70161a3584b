// @ts-check
// The entries of package.json. A change of a condition, of its order or of a file changes what users get.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../support/packed.js';

const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

/**
 * @param {string} types
 * @param {string} code
 */
const pair = (types, code) => ({ types: `./dist/${types}`, default: `./dist/${code}` });

/** @param {'index' | 'slim'} types */
const onNode = (types) => ({ import: pair(`${types}.d.ts`, 'node.js'), require: pair(`${types}.d.cts`, 'node.cjs') });

const WASM = 'houcaller_coupons_bg.wasm';

const EXPORTS = {
  '.': {
    workerd: pair('index.d.ts', 'workerd.js'),
    'edge-light': pair('index.d.ts', 'edge-light.js'),
    node: onNode('index'),
    require: pair('index.d.cts', 'index.cjs'),
    default: pair('index.d.ts', 'index.js'),
  },
  './slim': {
    workerd: pair('slim.d.ts', 'workerd.js'),
    'edge-light': pair('slim.d.ts', 'edge-light.js'),
    node: onNode('slim'),
    require: pair('slim.d.cts', 'index.cjs'),
    default: pair('slim.d.ts', 'slim.js'),
  },
  './mini-program': { require: pair('mini-program/index.d.ts', 'mini-program/index.js'), default: pair('mini-program.d.ts', 'mini-program.js') },
  './gateway': { require: pair('gateway.d.cts', 'gateway.cjs'), default: pair('gateway.d.ts', 'gateway.js') },
  './gateway-client': { require: pair('gateway-client.d.cts', 'gateway-client.cjs'), default: pair('gateway-client.d.ts', 'gateway-client.js') },
  './no-wasm': { require: pair('no-wasm.d.cts', 'no-wasm.cjs'), default: pair('no-wasm.d.ts', 'no-wasm.js') },
  './gateway-client/no-wasm': {
    require: pair('gateway-client-no-wasm.d.cts', 'gateway-client-no-wasm.cjs'),
    default: pair('gateway-client-no-wasm.d.ts', 'gateway-client-no-wasm.js'),
  },
  './mini-program/no-wasm': {
    require: pair('mini-program-no-wasm.d.cts', 'mini-program-no-wasm.cjs'),
    default: pair('mini-program-no-wasm.d.ts', 'mini-program-no-wasm.js'),
  },
  [`./${WASM}`]: { require: pair(`${WASM}.d.cts`, WASM), default: pair(`${WASM}.d.ts`, WASM) },
  './package.json': './package.json',
};

/** For resolvers without support for `exports`. */
const OLDER = {
  main: './dist/index.cjs',
  module: './dist/index.js',
  types: './dist/index.d.ts',
  unpkg: './dist/houcaller-coupons.iife.js',
  jsdelivr: './dist/houcaller-coupons.iife.js',
  miniprogram: 'dist/mini-program',
};

const TYPES_VERSIONS = {
  slim: ['./dist/slim.d.ts'],
  'mini-program': ['./dist/mini-program/index.d.ts'],
  [WASM]: [`./dist/${WASM}.d.ts`],
  gateway: ['./dist/gateway.d.ts'],
  'gateway-client': ['./dist/gateway-client.d.ts'],
  'no-wasm': ['./dist/no-wasm.d.ts'],
  'gateway-client/no-wasm': ['./dist/gateway-client-no-wasm.d.ts'],
  'mini-program/no-wasm': ['./dist/mini-program-no-wasm.d.ts'],
};

/** As text, because the order of the conditions matters. @param {object | string} value */
const inOrder = (value) => JSON.stringify(value, undefined, 2);

for (const [entry, conditions] of Object.entries(EXPORTS)) {
  test(`${entry} has the expected conditions in the expected order`, () => {
    assert.equal(inOrder(manifest.exports[entry]), inOrder(conditions));
  });
}

test('there are no other entries', () => {
  assert.deepEqual(Object.keys(manifest.exports).sort(), Object.keys(EXPORTS).sort());
});

test('older resolvers find the same files', () => {
  assert.deepEqual(Object.fromEntries(Object.keys(OLDER).map((field) => [field, manifest[field]])), OLDER);
  assert.deepEqual(manifest.typesVersions, { '*': TYPES_VERSIONS });
  for (const field of ['browser', 'react-native', 'typings', 'imports', 'bin']) assert.equal(manifest[field], undefined, field);
});

/** dist/, and a folder for each entry for resolvers without support for `exports`. */
const FILES = ['dist', 'gateway', 'gateway-client', WASM, 'mini-program', 'no-wasm', 'slim'];

test('it declares ES modules without side effects or dependencies, and these folders', () => {
  const { type, sideEffects, files, engines, dependencies, peerDependencies, optionalDependencies } = manifest;
  assert.deepEqual({ type, sideEffects, files, engines }, { type: 'module', sideEffects: false, files: FILES, engines: { node: '>=20' } });
  assert.deepEqual([dependencies, peerDependencies, optionalDependencies], [undefined, undefined, undefined]);
});
