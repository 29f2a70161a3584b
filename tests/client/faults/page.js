// @ts-check
// The page's side of the conversation with `browsers.test.js`. It hands over JSON, which every driver leaves as it is.
import { describeEnd, describeMeeting, openMeetings } from '../../support/faults/meet.js';
import { table } from '../../support/faults/table.js';
import { wait } from '../../support/faults/watch.js';

/** @type {Awaited<ReturnType<typeof openMeetings>>} */
let meetings;
/** @type {import('../../support/faults/meet.js').Meeting} */
let latest;

export const faults = {
  /** @param {import('../../support/faults/meet.js').Setting} setting */
  async open(setting) {
    meetings = await openMeetings(setting);
  },
  /** @param {string} name */
  async meet(name) {
    const row = table.find((row) => row.name === name);
    if (!row) throw new Error(`There is no row of the name ${name}.`);
    latest = await meetings.meet(row);
    return JSON.stringify(describeMeeting(latest));
  },
  again: async () => JSON.stringify(describeEnd(await latest.again())),
  /** Leaves a rejection to nobody. */
  async neglect() {
    Promise.reject(new Error('neglected'));
    await wait(5);
  },
  rejections: async () => JSON.stringify(meetings.rejections),
};
