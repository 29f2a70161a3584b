// @ts-check
// Tests the comparisons of same.js: if they never failed, every case would pass.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusal } from './fixtures.js';
import { between, each, identical, same } from './same.js';

/** @type {[unknown, unknown][]} */
const DIFFERENT = [
  [1, 2],
  [1, '1'],
  [0, -0],
  [undefined, 'undefined'],
  [undefined, null],
  [[], {}],
  [[1], [1, 2]],
  [{ a: 1 }, { a: 1, b: undefined }],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [{ a: { b: ['c'] } }, { a: { b: ['d'] } }],
  [{ 'a: 1, b': 2 }, { a: 1, b: 2 }],
];

for (const [actual, expected] of DIFFERENT) {
  test(`${JSON.stringify(actual)} is not the same as ${JSON.stringify(expected)}`, () => {
    assert.throws(() => same(actual, expected), /expected .*\nactual /);
  });
}

test('equal values pass', () => {
  same({ a: [1, 'b', null, undefined, NaN] }, { a: [1, 'b', null, undefined, NaN] });
  identical(NaN, NaN);
  between(1, 1, 2);
});

test('two equal objects are not identical', () => {
  assert.throws(() => identical(new Error('a'), new Error('a')), /another/);
});

test('comparing anything but plain data is an error', () => {
  assert.throws(() => same(new Error('a'), new Error('a')), TypeError);
});

test('the error for a number out of range has the bounds', () => {
  for (const actual of [0.9, 2.1, NaN, '1', undefined]) assert.throws(() => between(actual, 1, 2), /from 1 to 2\nactual /);
});

test('the error for a row has its number', async () => {
  await assert.rejects(
    each([1, 2, 3], (row) => same(row < 3, true)),
    /^Error: row 3: not the same/,
  );
});

test('refusal rejects if nothing was thrown, or an error of another class', async () => {
  await assert.rejects(
    refusal(() => 1),
    /expected an error/,
  );
  await assert.rejects(
    refusal(() => Promise.reject(new Error('another'))),
    /another/,
  );
});
