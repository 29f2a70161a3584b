// @ts-check
// The width at which the code of a coupon is drawn.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deskModules } from './desk-modules.js';

const {
  'till/drawing': { widthFor },
} = await deskModules('till/drawing');

describe('a module of a code is a whole number of device pixels', () => {
  for (const pixelRatio of [1, 1.25, 1.5, 2, 3]) {
    for (const width of [29, 37, 113]) {
      test(`${width} modules wide, with a pixel ratio of ${pixelRatio}`, () => {
        for (const available of [271, 304, 420, 917]) {
          const drawn = widthFor({ width }, available, pixelRatio);
          const pixels = (drawn * pixelRatio) / width;
          assert.ok(Math.abs(pixels - Math.round(pixels)) < 1e-9, `${pixels} pixels`);
          assert.ok(drawn <= available);
          // One more pixel for each module would not fit.
          assert.ok(drawn + width / pixelRatio > available);
        }
      });
    }
  }

  test('at least one, also if the code does not fit', () => assert.equal(widthFor({ width: 113 }, 50, 1), 113));
});
