// @ts-check
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runs } from './command.mjs';

const OUTCOME = 'outcome.json';

/**
 * @param {string[]} args of the Node that runs it
 * @param {{ program?: string, variables?: Record<string, string> }} [more]
 * @returns {import('./row.mjs').Row['run']}
 */
const tests = (args, { program, variables } = {}) => async (place) => {
  const outcome = join(place.folder, OUTCOME);
  await rm(outcome, { force: true });
  const node = program ? join(place.folder, program) : process.execPath;
  await runs(node, args, { folder: place.folder, variables: { ...variables, CRM: place.crm, OUTCOME: outcome } });
  return JSON.parse(await readFile(outcome, 'utf8'));
};

const JEST = 'node_modules/jest/bin/jest.js';
const VITEST = ['node_modules/vitest/vitest.mjs', 'run'];

/** @type {import('./row.mjs').Group[]} */
export const runners = [
  { project: 'vitest-4', layers: ['vitest', 'vitest-4'], rows: [{ where: 'Vitest 4', run: tests(VITEST) }] },
  {
    project: 'vitest-5',
    layers: ['vitest', 'vitest-5'],
    rows: [{ where: 'Vitest 5 (Node 24)', run: tests(VITEST, { program: 'node_modules/node/bin/node' }) }],
  },
  {
    project: 'jest-30',
    rows: [
      { where: 'Jest 30, `require`', run: tests([JEST, 'required.test.cjs']) },
      {
        where: 'Jest 30, `import`',
        run: tests(['--experimental-vm-modules', JEST, 'imported.test.js']),
        needs: '`--experimental-vm-modules`, as for any ES module',
      },
      {
        where: 'Jest 30, jsdom',
        run: tests([JEST, '--env=jest-fixed-jsdom', 'required.test.cjs']),
        needs: '`jest-fixed-jsdom`: jsdom itself has neither `fetch` nor `TextDecoder`',
      },
    ],
  },
];
