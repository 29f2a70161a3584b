// @ts-check
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OTHER_ENTRIES } from './bundlers.mjs';
import { runs } from '../../support/command.mjs';
import { closedAddress } from './serve.mjs';

const OUTCOME = 'outcome.json';

/**
 * @param {string[]} args arguments for Node
 * @param {{ program?: string, variables?: Record<string, string> }} [more]
 * @returns {import('./row.mjs').Row['run']}
 */
const tests =
  (args, { program, variables } = {}) =>
  async (place) => {
    const outcome = join(place.folder, OUTCOME);
    await rm(outcome, { force: true });
    const node = program ? join(place.folder, program) : process.execPath;
    await runs(node, args, { folder: place.folder, variables: { ...variables, CRM: place.crm, CLOSED: await closedAddress(), OUTCOME: outcome } });
    return JSON.parse(await readFile(outcome, 'utf8'));
  };

const JEST = 'node_modules/jest/bin/jest.js';
const VITEST = ['node_modules/vitest/vitest.mjs', 'run'];
const NODE_24 = 'node_modules/node/bin/node';
const JEST_27_LACKS = 'an environment that adds globals of Node that Jest 27 removes: ';

/** @type {import('./row.mjs').Group[]} */
export const runners = [
  { project: 'vitest-4', layers: ['vitest', 'vitest-4'], rows: [{ where: 'Vitest 4', run: tests(VITEST) }] },
  {
    project: 'vitest-5',
    layers: ['vitest', 'vitest-5'],
    rows: [{ where: 'Vitest 5 (Node 24)', run: tests(VITEST, { program: NODE_24 }) }],
  },
  {
    project: 'vitest-3',
    layers: ['vitest', 'vitest-3'],
    rows: [{ where: 'Vitest 3.2, jsdom (Node 24)', run: tests([...VITEST, '--environment', 'jsdom'], { program: NODE_24 }) }],
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
  {
    project: 'jest-27',
    rows: [
      { where: 'Jest 27', run: tests([JEST, 'coupons.test.js']), needs: `${JEST_27_LACKS}\`fetch\`` },
      {
        where: 'Jest 27, the other entries',
        take: OTHER_ENTRIES,
        run: tests([JEST, 'other.test.js']),
        needs: `${JEST_27_LACKS}\`fetch\`; for \`/gateway\` also \`Request\`, \`Response\` and \`crypto\``,
        slimNeeds: false,
      },
    ],
  },
];
