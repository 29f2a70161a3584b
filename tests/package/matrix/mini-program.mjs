// @ts-check
// This row passes if the mini-program tests of the client pass with the installed package. They check the same param and coupons.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/run.mjs';
import { runs } from '../../support/command.mjs';

const FOLDER = 'tests/client/mini-program';

/** @param {import('./row.mjs').Place} place */
async function harness({ folder }) {
  const files = (await readdir(join(root, FOLDER))).filter((name) => name.endsWith('.test.js'));
  if (!files.length) throw new Error(`${FOLDER}: expected tests, found none`);
  const installed = join(folder, 'node_modules', 'houcaller-coupons');
  await runs(process.execPath, ['--test', ...files.map((name) => join(FOLDER, name))], { folder: root, variables: { HOUCALLER_COUPONS: installed } });
}

/** @type {import('./row.mjs').Group[]} */
export const miniProgram = [
  {
    project: 'mini-program',
    rows: [{ where: 'mini-program (harness)', take: '`/mini-program`', check: harness, slimNeeds: false }],
  },
];
