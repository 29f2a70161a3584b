// @ts-check
// The look-ups that a machine remembers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deskModules } from './desk-modules.js';

const {
  'look-up/recent': { isRecent, maskedId, withLookUp },
} = await deskModules('look-up/recent');

/** @param {string[]} ids the first looked up first */
const after = (...ids) => ids.reduce((list, memberId) => withLookUp(list, { memberId }), /** @type {{ kind: string, id: string }[]} */ ([]));

describe('recent look-ups', () => {
  test('stand in a list, the latest first', () => {
    assert.deepEqual(withLookUp(after('A'), { platformId: 'B' }), [
      { kind: 'platformId', id: 'B' },
      { kind: 'memberId', id: 'A' },
    ]);
  });

  test('are there once each, by whichever id', () => {
    assert.deepEqual(
      after('A', 'B', 'A').map(({ id }) => id),
      ['A', 'B'],
    );
    assert.equal(withLookUp(after('A'), { platformId: 'A' }).length, 2);
  });

  test('are at most eight', () => {
    assert.deepEqual(
      after(...'ABCDEFGHIJ').map(({ id }) => id),
      [...'JIHGFEDC'],
    );
  });

  test('are none of nobody', () => {
    for (const query of [{}, { memberId: '' }]) assert.deepEqual(withLookUp(after('A'), query), after('A'));
  });

  test('are read only where they were written so', () => {
    assert.ok(isRecent(after('A', 'B')) && isRecent([]));
    for (const other of [null, {}, [1], [{ kind: 'key', id: 'A' }], [{ kind: 'memberId' }]]) assert.ok(!isRecent(other), JSON.stringify(other));
  });

  test('are masked on a screen that others see', () => {
    assert.deepEqual(['K1H93QDKI00B7', 'ABCDEFGH', 'ABC', ''].map(maskedId), ['K1H9••••00B7', 'AB••••GH', '••••', '••••']);
  });
});
