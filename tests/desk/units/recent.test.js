// @ts-check
// The recent look-ups that the browser stores.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deskModules } from './desk-modules.js';

const {
  'look-up/recent': { isRecent, maskedId, withLookUp },
} = await deskModules('look-up/recent');

/** @param {string[]} ids in the order of the look-ups */
const after = (...ids) => ids.reduce((list, memberId) => withLookUp(list, { memberId }), /** @type {{ kind: string, id: string }[]} */ ([]));

describe('recent look-ups', () => {
  test('are listed with the most recent first', () => {
    assert.deepEqual(withLookUp(after('A'), { platformId: 'B' }), [
      { kind: 'platformId', id: 'B' },
      { kind: 'memberId', id: 'A' },
    ]);
  });

  test('are listed once per id and kind', () => {
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

  test('do not include a query without an id', () => {
    for (const query of [{}, { memberId: '' }]) assert.deepEqual(withLookUp(after('A'), query), after('A'));
  });

  test('are ignored if the stored value is not valid', () => {
    assert.ok(isRecent(after('A', 'B')) && isRecent([]));
    for (const other of [null, {}, [1], [{ kind: 'key', id: 'A' }], [{ kind: 'memberId' }]]) assert.ok(!isRecent(other), JSON.stringify(other));
  });

  test('are shown with masked ids', () => {
    assert.deepEqual(['K1H93QDKI00B7', 'ABCDEFGH', 'ABC', ''].map(maskedId), ['K1H9••••00B7', 'AB••••GH', '••••', '••••']);
  });
});
