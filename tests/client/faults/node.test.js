// @ts-check
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkRow, startSetting } from '../../support/faults/check.js';
import { describeEnd, describeMeeting, openMeetings } from '../../support/faults/meet.js';
import { table } from '../../support/faults/table.js';

const { sandbox, setting } = await startSetting();
after(() => sandbox.close());
const { meet, rejections } = await openMeetings(setting);

/** @type {import('../../support/faults/meet.js').Meeting} */
let latest;

/** @type {import('../../support/faults/check.js').Host} */
const host = {
  async meet(row) {
    latest = await meet(row);
    return describeMeeting(latest);
  },
  again: async () => describeEnd(await latest.again()),
  rejections: async () => rejections,
};

test('every row has a name of its own', () => {
  assert.equal(new Set(table.map(({ name }) => name)).size, table.length);
});

for (const row of table) {
  test(`Node meets ${row.name}`, { timeout: 20_000 }, () => checkRow(row, 'node', host, sandbox));
}
