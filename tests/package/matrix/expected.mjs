// @ts-check
// The expected result of every cell. The param was computed by the JDK, and the codes are from the vendor's documentation.
import assert from 'node:assert/strict';
import published from '../../../sandbox/published-response.json' with { type: 'json' };

/** @typedef {{ param: string, codes: string[] } | { error: string }} Outcome The result that a cell's program reports. */

export const CODES = published.data.list.map(({ cpnCode }) => cpnCode);

export const PARAM = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';

const EXPECTED = { param: PARAM, codes: CODES };

/**
 * @param {Outcome} outcome
 * @throws {Error} with the difference
 */
export function checkOutcome(outcome) {
  if ('error' in outcome) throw new Error(outcome.error);
  assert.deepEqual(outcome, EXPECTED);
}
