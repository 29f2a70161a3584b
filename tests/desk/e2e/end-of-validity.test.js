// @ts-check
// The order of the coupons when those that expire first are first.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import esbuild from 'esbuild';
import init, { usability } from 'houcaller-coupons';

const { outputFiles } = await esbuild.build({ entryPoints: ['www/src/coupons/end-of-validity.ts'], bundle: true, format: 'esm', write: false });
/** @type {typeof import('../../../www/src/coupons/end-of-validity.ts')} */
const { endOfValidity } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

/** Dates in order. The dates in one row have the same end. */
const ROWS = [
  ['2026-09-30', '2026/9/30', '2026/09/30 0:00'],
  ['2026/10/1 8:05', '2026-10-01 08:05:00', '2026-10-01T08:05'],
  ['2026-12-30', '2026-12-30 23:59:59', '2026-12-30T24:00'],
  ['2026-12-31 00:00:01'],
  ['2026-12-31T09:00', '2026-12-31 9:00:00', '2026-12-31 09：00', '2026-12-31 09:00:00.0'],
  ['2026-12-31 18:00:00', '2026/12/31T18:00'],
  ['2026-12-31 23:58:59'],
  ['2026-12-31', '2026/12/31', '2026-12-31 00:00:00', '2026-12-31T00:00', '2026-12-31 23:59'],
  ['2027-01-01 00:01'],
  ['2027/1/1', '2027-01-01 0:00:00.000'],
];

before(() => init());

test('coupons are ordered by the end of their validity', () => {
  const ends = ROWS.map((row) => [...new Set(row.map(endOfValidity))]);
  assert.deepEqual(
    ends.map((different) => different.length),
    ROWS.map(() => 1),
    JSON.stringify(ends),
  );
  assert.deepEqual(ends.flat().toSorted(), ends.flat());
  assert.equal(new Set(ends.flat()).size, ROWS.length);
});

test('the end is the same as in the package', () => {
  const coupon = { id: '1', cpnCode: '1', cpnName: '', begDate: '2020-01-01', status: 0, timeLimit: '', weekLimit: '' };
  for (const endDate of ROWS.flat()) {
    const { changesAt } = usability(/** @type {import('houcaller-coupons').Coupon} */ ({ ...coupon, endDate }), new Date('2026-01-01T00:00+08:00'));
    assert.equal(new Date(`${endOfValidity(endDate).replace(' ', 'T')}+08:00`).getTime(), changesAt?.getTime(), endDate);
  }
});

test('a text that is no date comes after every date', () => {
  for (const text of ['', '长期有效', '20261231', '2026-12']) assert.ok(endOfValidity(text) > endOfValidity('9999-12-31'), text);
});
