// @ts-check
import { join } from 'node:path';
import { runs, serves } from '../../support/command.mjs';
import { outcomeOfServer } from './page.mjs';
import { serve } from './serve.mjs';

const URL_IMPORT = 'import the file with `?url`, pass it to `init`';

/** @param {import('./row.mjs').Place} place */
function devServer(place) {
  // Without Vite's cache, because the project imports another entry for each variant.
  return outcomeOfServer(place, serves('npx', ['vite', '--host', '127.0.0.1', '--port', '0', '--force'], place));
}

/** @param {import('./row.mjs').Place} place */
async function build(place) {
  await runs('npx', ['vite', 'build', '--logLevel', 'warn'], place);
  return outcomeOfServer(place, serve(join(place.folder, 'dist')));
}

/**
 * @param {string} project
 * @param {string} tool
 * @param {{ runs?: import('./row.mjs').Group['runs'], slimNeeds?: string }} [more] for the dev server
 * @returns {import('./row.mjs').Group}
 */
const group = (project, tool, { runs, slimNeeds } = {}) => ({
  project,
  layers: ['page', project],
  runs,
  rows: [
    { where: `${tool}, dev server`, run: devServer, slimNeeds },
    { where: `${tool}, build`, run: build },
  ],
});

export const vite = [
  group('vite-5', 'Vite 5', { slimNeeds: URL_IMPORT }),
  group('vite-6', 'Vite 6', { slimNeeds: URL_IMPORT }),
  group('vite-7', 'Vite 7', { slimNeeds: URL_IMPORT }),
  group('vite-8', 'Vite 8', { runs: 'both' }),
  group('rolldown-vite', 'Rolldown-Vite 7', { slimNeeds: URL_IMPORT }),
];
