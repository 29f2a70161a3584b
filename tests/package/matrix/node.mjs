// @ts-check
import { join } from 'node:path';
import { runs } from '../../support/command.mjs';

/**
 * @param {string} file
 * @param {string} [program] a path in the project's folder
 * @returns {import('./row.mjs').Row['run']}
 */
const runBy = (file, program) => async (place) => JSON.parse(await runs(program ? join(place.folder, program) : process.execPath, [file, place.crm], place));

/**
 * @param {string} project
 * @param {string} where
 * @param {{ program?: string, runs?: import('./row.mjs').Group['runs'] }} [more]
 * @returns {import('./row.mjs').Group}
 */
const group = (project, where, { program, runs } = {}) => ({
  project,
  layers: ['script', project],
  runs,
  rows: [
    { where: `${where}, \`import\``, run: runBy('main.js', program) },
    { where: `${where}, \`require\``, run: runBy('main.cjs', program) },
  ],
});

const INSTALLED_NODE = 'node_modules/node/bin/node';

export const node = [
  group('node', 'Node of this machine', { runs: 'quick' }),
  group('node-20', 'Node 20', { program: INSTALLED_NODE }),
  group('node-22', 'Node 22', { program: INSTALLED_NODE }),
  group('node-24', 'Node 24', { program: INSTALLED_NODE }),
];
