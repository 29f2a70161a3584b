// @ts-check
// The recipes of docs/gateway.md: each framework's project is built and started as a production server on all addresses.
import { join } from 'node:path';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { freePort } from '../../support/free-port.js';
import { answers, runs } from '../../support/command.mjs';
import { queryFromPages } from './recipe-pages.mjs';
import { checkByHostName } from './recipe-requests.mjs';

/** @typedef {(place: { folder: string, port: string }) => [program: string, ...args: string[]]} Command */

const NODE_24 = 'node_modules/node/bin/node';

/**
 * @param {string} project
 * @param {string} framework
 * @param {{ layers?: string[], build?: Command, start: Command }} commands
 * @returns {import('./row.mjs').Group}
 */
const recipe = (project, framework, { layers = [project], build, start }) => ({
  project,
  layers: ['gateway-recipe', ...layers],
  rows: [
    {
      where: `a gateway in ${framework}`,
      take: '`/gateway`',
      slimNeeds: false,
      async check({ folder, crm, browser }) {
        const port = String(await freePort());
        if (build) await run(build({ folder, port }), folder);
        const [program, ...args] = start({ folder, port });
        const variables = { HOST: '0.0.0.0', PORT: port, CRM_URL: `${crm}/htest/openapi/v1`, CRM_CHANNEL: SANDBOX_CHANNEL, CRM_KEY: SANDBOX_KEY };
        const url = `http://127.0.0.1:${port}`;
        const server = await answers(program, args, { folder, variables }, `${url}/coupons/healthz`);
        try {
          await checkByHostName(url);
          await queryFromPages(browser, port, server.printed);
        } catch (error) {
          throw new Error(`${error instanceof Error ? error.message : error}\n${server.printed().slice(-2_000)}`, { cause: error });
        } finally {
          await server.close();
        }
      },
    },
  ],
});

/**
 * @param {ReturnType<Command>} command
 * @param {string} folder
 */
const run = ([program, ...args], folder) => runs(program, args, { folder });

/** @type {import('./row.mjs').Group[]} */
export const recipes = [
  recipe('recipe-next-16', 'Next.js 16, a route handler', {
    build: () => ['npx', 'next', 'build'],
    start: ({ port }) => ['npx', 'next', 'start', '-H', '0.0.0.0', '-p', port],
  }),
  recipe('recipe-nuxt-4', 'Nuxt 4 (Node 24)', {
    layers: ['recipe-nuxt', 'recipe-nuxt-4'],
    build: ({ folder }) => [join(folder, NODE_24), 'node_modules/nuxt/bin/nuxt.mjs', 'build'],
    start: ({ folder }) => [join(folder, NODE_24), '.output/server/index.mjs'],
  }),
  recipe('recipe-nuxt-3', 'Nuxt 3', {
    layers: ['recipe-nuxt', 'recipe-nuxt-3'],
    build: () => ['npx', 'nuxt', 'build'],
    start: () => [process.execPath, '.output/server/index.mjs'],
  }),
  recipe('recipe-sveltekit-2', 'SvelteKit 2', {
    build: () => ['npx', 'vite', 'build'],
    start: () => [process.execPath, 'build'],
  }),
  recipe('recipe-react-router-7', 'React Router 7', {
    build: () => ['npx', 'react-router', 'build'],
    start: () => ['npx', 'react-router-serve', 'build/server/index.js'],
  }),
  recipe('recipe-astro-5', 'Astro 5, its Node adapter', {
    build: () => ['npx', 'astro', 'build'],
    start: () => [process.execPath, 'dist/server/entry.mjs'],
  }),
  recipe('recipe-express-5', 'Express 5', { start: () => [process.execPath, 'server.js'] }),
  recipe('recipe-fastify-5', 'Fastify 5', { start: () => [process.execPath, 'server.js'] }),
];
