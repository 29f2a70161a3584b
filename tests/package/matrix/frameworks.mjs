// @ts-check
// A page of each framework that lists the coupons in the browser, in a production build.
import { join } from 'node:path';
import { freePort } from '../../support/free-port.js';
import { answers, runs } from '../../support/command.mjs';
import { outcomeOfServer } from './page.mjs';
import { serve } from './serve.mjs';

const NODE_24 = 'node_modules/node/bin/node';

/**
 * @param {string[]} build
 * @param {string} output
 * @returns {import('./row.mjs').Run}
 */
const files =
  ([program = '', ...args], output) =>
  async (place) => {
    await runs(program, args, place);
    return outcomeOfServer(place, serve(join(place.folder, output)));
  };

/**
 * @param {string[]} build
 * @param {string[]} start starts a server that listens on HOST and PORT
 * @param {string} [node] a Node in the project's folder; default: the present one
 * @returns {import('./row.mjs').Run}
 */
const server = (build, start, node) => async (place) => {
  const program = node ? join(place.folder, node) : process.execPath;
  await runs(program, build, place);
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const variables = { HOST: '127.0.0.1', PORT: port };
  return outcomeOfServer(
    place,
    answers(program, start, { folder: place.folder, variables }, url).then((started) => ({ ...started, url })),
  );
};

const NUXT = ['node_modules/nuxt/bin/nuxt.mjs', 'build'];
const NUXT_SERVER = ['.output/server/index.mjs'];

/** @type {import('./row.mjs').Run} */
const angular = (place) => files(['npx', 'ng', 'build', ...(place.configured ? ['--configuration', 'slim'] : [])], 'dist/browser')(place);

/** @type {import('./row.mjs').Group[]} */
export const frameworks = [
  { project: 'angular-20', rows: [{ where: 'Angular 20', run: angular, slimNeeds: '`.wasm` among the `assets` in angular.json' }] },
  { project: 'sveltekit-2', rows: [{ where: 'SvelteKit 2', run: server(['node_modules/vite/bin/vite.js', 'build'], ['build']) }] },
  { project: 'nuxt-4', layers: ['nuxt', 'nuxt-4'], rows: [{ where: 'Nuxt 4 (Node 24)', run: server(NUXT, NUXT_SERVER, NODE_24) }] },
  { project: 'nuxt-3', layers: ['nuxt', 'nuxt-3'], rows: [{ where: 'Nuxt 3', run: server(NUXT, NUXT_SERVER) }] },
  { project: 'astro-5', rows: [{ where: 'Astro 5, a script of a page', run: files(['npx', 'astro', 'build'], 'dist') }] },
  {
    project: 'react-router-7',
    rows: [
      {
        where: 'React Router 7',
        run: server(['node_modules/@react-router/dev/bin.js', 'build'], ['node_modules/@react-router/serve/bin.js', 'build/server/index.js']),
      },
    ],
  },
];
