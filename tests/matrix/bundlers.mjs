// @ts-check
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runs } from './command.mjs';
import { outcomeOfServer } from './page.mjs';
import { serve } from './serve.mjs';

const WASM = 'houcaller_coupons_bg.wasm';
const COPY = 'copy the `.wasm` beside the bundle';

/**
 * @param {string[]} command that builds into dist/
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

const READS_EXPORTS = { '@parcel/resolver-default': { packageExports: true } };

/** @type {import('./row.mjs').Row['run']} */
const parcel = async (place) => {
  if (place.configured) await addToPackage(place.folder, READS_EXPORTS);
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

/** @type {import('./row.mjs').Group[]} */
export const bundlers = [
  {
    project: 'webpack-5',
    layers: ['page', 'webpack-5'],
    rows: [{ where: 'webpack 5', run: built(['webpack', '--mode', 'production']) }],
  },
  {
    project: 'rspack-2',
    layers: ['page', 'webpack-5', 'rspack-2'],
    rows: [{ where: 'Rspack 2', run: built(['rspack', 'build', '--mode', 'production']) }],
  },
  {
    project: 'parcel-2',
    layers: ['page', 'parcel-2'],
    rows: [{ where: 'Parcel 2', run: parcel, slimNeeds: `\`${JSON.stringify(READS_EXPORTS).slice(1, -1)}\` in package.json` }],
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
        needs: "`@rollup/plugin-node-resolve`, as for any package",
        slimNeeds: COPY,
      },
    ],
  },
];
