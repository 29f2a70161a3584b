// @ts-check
// The functions that `browsers.test.js` calls in the page. They return JSON text, because the browsers' drivers change other values.
import { describeEnd, describeRun, openRunner } from '../../support/faults/run-row.js';
import { table } from '../../support/faults/table.js';
import { wait } from '../../support/faults/watch.js';

/** @type {Awaited<ReturnType<typeof openRunner>>} */
let runner;
/** @type {import('../../support/faults/run-row.js').Run} */
let latest;

export const faults = {
  /** @param {import('../../support/faults/run-row.js').Setting} setting */
  async open(setting) {
    runner = await openRunner(setting);
  },
  /** @param {string} name */
  async run(name) {
    const row = table.find((row) => row.name === name);
    if (!row) throw new Error(`the table of faults has no row ${name}`);
    latest = await runner.run(row);
    return JSON.stringify(describeRun(latest));
  },
  again: async () => JSON.stringify(describeEnd(await latest.again())),
  /** Causes an unhandled rejection. */
  async neglect() {
    Promise.reject(new Error('neglected'));
    await wait(5);
  },
  rejections: async () => JSON.stringify(runner.rejections),
};
