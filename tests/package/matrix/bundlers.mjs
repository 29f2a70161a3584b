// @ts-check
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runs } from '../../support/command.mjs';
import { outcomeOfServer } from './page.mjs';
import { serve } from './serve.mjs';

const WASM = 'houcaller_coupons_bg.wasm';
const COPY = 'copy the `.wasm` beside the bundle';

/**
 * @param {string[]} command builds into dist/
 * @returns {import('./row.mjs').Row['run']}
 */
const built = (command) => async (place) => {
  const [program = '', ...args] = command;
  const dist = join(place.folder, 'dist');
  await runs('npx', [program, ...args], place);
  await copyFile(join(place.folder, 'index.html'), join(dist, 'index.html'));
  if (place.configured) await copyFile(join(place.folder, 'node_modules/houcaller-coupons/dist', WASM), join(dist, WASM));
  return outcomeOfServer(place, serve(dist));
};

/** The entries that resolvers without support for `exports` find through the package's folders. */
export const OTHER_ENTRIES = '`/gateway-client`, `/gateway`, `/mini-program`';

/**
 * @param {string} program the name of one of the project's two programs and of its page
 * @returns {import('./row.mjs').Row['run']}
 */
const webpack4 = (program) => async (place) => {
  await runs('npx', ['webpack', '--mode', 'production'], place);
  await copyFile(join(place.folder, `${program}.html`), join(place.folder, 'dist', 'index.html'));
  return outcomeOfServer(place, serve(join(place.folder, 'dist')));
};

/**
 * @param {string} program the name of one of the project's two programs and of its page
 * @returns {import('./row.mjs').Row['run']}
 */
const browserify = (program) => async (place) => {
  const dist = join(place.folder, 'dist');
  await mkdir(dist, { recursive: true });
  await runs('npx', ['browserify', `${program}.cjs`, '--standalone', 'program', '--outfile', `dist/${program}.js`], place);
  await copyFile(join(place.folder, `${program}.html`), join(dist, 'index.html'));
  await copyFile(join(place.folder, 'show.js'), join(dist, 'show.js'));
  await copyFile(join(place.folder, 'node_modules/houcaller-coupons/dist', WASM), join(dist, WASM));
  return outcomeOfServer(place, serve(dist));
};

const READS_EXPORTS = { packageExports: true };

/**
 * @param {object} [resolver] settings of Parcel's resolver
 * @returns {import('./row.mjs').Row['run']}
 */
const parcel = (resolver) => async (place) => {
  await addToPackage(place.folder, { '@parcel/resolver-default': resolver });
  await runs('npx', ['parcel', 'build', '--no-cache', 'index.html'], place);
  return outcomeOfServer(place, serve(join(place.folder, 'dist')));
};

/**
 * @param {string} folder
 * @param {object} fields
 */
async function addToPackage(folder, fields) {
  const file = join(folder, 'package.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...fields }));
}

/** @type {import('./row.mjs').Row['run']} */
const vueCli = async (place) => {
  await runs('npx', ['vue-cli-service', 'build'], place);
  return outcomeOfServer(place, serve(join(place.folder, 'dist')));
};

/** @type {import('./row.mjs').Row['run']} */
const bun = async (place) => {
  await rm(join(place.folder, 'dist'), { recursive: true, force: true });
  await runs(join(place.folder, 'node_modules/bun-here/bin/bun'), ['build', './index.html', '--outdir=dist'], place);
  if (place.configured) await copyFile(join(place.folder, 'node_modules/houcaller-coupons/dist', WASM), join(place.folder, 'dist', WASM));
  return outcomeOfServer(place, serve(join(place.folder, 'dist')));
};

/** @type {import('./row.mjs').Group[]} */
export const bundlers = [
  {
    project: 'webpack-5',
    layers: ['page', 'webpack-5'],
    rows: [{ where: 'webpack 5', run: built(['webpack', '--mode', 'production']) }],
  },
  {
    project: 'webpack-4',
    layers: ['page', 'webpack-4'],
    rows: [
      { where: 'webpack 4', run: webpack4('main') },
      { where: 'webpack 4, the other entries', take: OTHER_ENTRIES, run: webpack4('other'), slimNeeds: false },
    ],
  },
  { project: 'vue-cli-4', rows: [{ where: 'Vue CLI 4 (webpack 4)', run: vueCli }] },
  {
    project: 'browserify-17',
    layers: ['page', 'browserify-17'],
    rows: [
      { where: 'Browserify 17', run: browserify('main') },
      { where: 'Browserify 17, the other entries', take: OTHER_ENTRIES, run: browserify('other'), slimNeeds: false },
    ],
  },
  {
    project: 'rspack-2',
    layers: ['page', 'webpack-5', 'rspack-2'],
    rows: [{ where: 'Rspack 2', run: built(['rspack', 'build', '--mode', 'production']) }],
  },
  {
    project: 'parcel-2',
    layers: ['page', 'parcel-2'],
    rows: [
      { where: 'Parcel 2', run: parcel() },
      {
        where: 'Parcel 2, reading `exports`',
        run: parcel(READS_EXPORTS),
        needs: `\`"@parcel/resolver-default":${JSON.stringify(READS_EXPORTS)}\` in package.json`,
      },
    ],
  },
  {
    project: 'esbuild',
    layers: ['page', 'esbuild'],
    runs: 'both',
    rows: [{ where: 'esbuild', run: built(['esbuild', 'main.js', '--bundle', '--format=esm', '--outdir=dist']), slimNeeds: COPY }],
  },
  {
    project: 'rollup-4',
    layers: ['page', 'rollup-4'],
    runs: 'both',
    rows: [
      {
        where: 'Rollup 4',
        run: built(['rollup', 'main.js', '--format=es', '--dir=dist', '--plugin=node-resolve']),
        needs: '`@rollup/plugin-node-resolve`, as for any package',
        slimNeeds: COPY,
      },
    ],
  },
  { project: 'bun-bundler', layers: ['page', 'bun-bundler'], rows: [{ where: '`bun build`', run: bun, slimNeeds: COPY }] },
];
