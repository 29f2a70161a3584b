// @ts-check
import { join } from 'node:path';
import { runs } from '../../support/command.mjs';

/**
 * @param {string} file
 * @param {string} [program] from the project's folder
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

const OWN = 'node_modules/node/bin/node';

export const node = [
  group('node', 'Node of this machine', { runs: 'quick' }),
  group('node-20', 'Node 20', { program: OWN }),
  group('node-22', 'Node 22', { program: OWN }),
  group('node-24', 'Node 24', { program: OWN }),
];
