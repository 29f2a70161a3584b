// @ts-check
import assert from 'node:assert/strict';
import { runs, serves } from '../../support/command.mjs';
import { CODES } from './expected.mjs';
import { serveGateway } from './gateway.mjs';
import { outcomeOfServer } from './page.mjs';

const HERE = ['--hostname', '127.0.0.1', '--port', '0'];

/**
 * @param {string[]} [options]
 * @param {Record<string, string>} [variables]
 * @returns {import('./row.mjs').Group['build']}
 */
const build =
  (options = [], variables = {}) =>
  (place) =>
    runs('npx', ['next', 'build', ...options], { ...place, variables });

/**
 * @param {'start' | 'dev'} command
 * @param {string} path
 * @returns {import('./row.mjs').Row['run']}
 */
const page = (command, path) => (place) => outcomeOfServer(place, serves('npx', ['next', command, ...HERE], place), path);

/** @type {import('./row.mjs').Row['run']} */
const direct = (place) => outcomeOfServer(place, serves('npx', ['next', 'start', ...HERE], { ...place, variables: { CRM: place.crm } }));

/** @param {import('./row.mjs').Place} place */
async function throughGateway(place) {
  const gateway = await serveGateway(place.crm);
  try {
    const started = serves('npx', ['next', 'start', ...HERE], { ...place, variables: { GATEWAY: gateway.url } });
    assert.deepEqual(await outcomeOfServer(place, started), CODES);
  } finally {
    await gateway.close();
  }
}

/** @type {import('./row.mjs').Group[]} */
export const next = [
  {
    project: 'next-16',
    build: build(),
    rows: [
      { where: 'Next.js 16, server component', run: page('start', '/server') },
      { where: 'Next.js 16, client component', run: page('start', '/client') },
      { where: 'Next.js 16, page on the edge runtime', run: page('start', '/edge') },
      { where: 'Next.js 16, `next dev`, server component', run: page('dev', '/server') },
      { where: 'Next.js 16, `next dev`, client component', run: page('dev', '/client') },
    ],
  },
  {
    project: 'next-16-webpack',
    layers: ['next-16'],
    build: build(['--webpack']),
    rows: [
      { where: 'Next.js 16 with webpack, server component', run: page('start', '/server') },
      { where: 'Next.js 16 with webpack, client component', run: page('start', '/client') },
    ],
  },
  {
    project: 'next-16-cache-direct',
    layers: ['next-16-cache-components', 'next-16-cache-direct'],
    build: build(),
    rows: [
      {
        where: 'Next.js 16 with `cacheComponents`, server component',
        run: direct,
        needs: '`await connection()` before the call, because the envelope contains the time',
      },
    ],
  },
  {
    project: 'next-16-cache-gateway-client',
    layers: ['next-16-cache-components', 'next-16-cache-gateway-client'],
    // The address is not used, because Next.js renders the page only at a request.
    build: build([], { GATEWAY: 'http://gateway.invalid' }),
    rows: [{ where: 'Next.js 16 with `cacheComponents`, server component with a gateway', take: '`/gateway-client`', check: throughGateway, slimNeeds: false }],
  },
];
