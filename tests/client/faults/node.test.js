// @ts-check
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkRow, startSetting } from '../../support/faults/check.js';
import { describeEnd, describeRun, openRunner } from '../../support/faults/run-row.js';
import { table } from '../../support/faults/table.js';

const { sandbox, setting } = await startSetting();
after(() => sandbox.close());
const { run, rejections } = await openRunner(setting);

/** @type {import('../../support/faults/run-row.js').Run} */
let latest;

/** @type {import('../../support/faults/check.js').Host} */
const host = {
  async run(row) {
    latest = await run(row);
    return describeRun(latest);
  },
  again: async () => describeEnd(await latest.again()),
  rejections: async () => rejections,
};

test('every row has a unique name', () => {
  assert.equal(new Set(table.map(({ name }) => name)).size, table.length);
});

for (const row of table) {
  test(`Node: ${row.name}`, { timeout: 20_000 }, () => checkRow(row, 'node', host, sandbox));
}
