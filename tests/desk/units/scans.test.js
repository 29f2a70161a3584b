// @ts-check
// How a scan is told from typing, and what is made of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deskModules } from './desk-modules.js';

const {
  'scan/keystrokes': { createRecogniser, keyOf },
  'scan/reading': { cleaned, isLikeMemberId, isLikePlatformId, readScan },
} = await deskModules('scan/keystrokes', 'scan/reading');

/**
 * What is recognised of keys, each so many milliseconds after the one before.
 *
 * @param {string} text
 * @param {number | ((index: number) => number)} gap
 * @param {string} [end]
 */
function typed(text, gap, end = 'Enter') {
  const recognise = createRecogniser();
  let at = 10_000;
  const keys = [...text, end];
  return keys.map((key, index) => recognise({ key, at: (at += typeof gap === 'number' ? gap : gap(index)) })).at(-1)?.scanned;
}

describe('a scan', () => {
  for (const gap of [0, 1, 5, 20, 45]) {
    test(`is heard with ${gap} ms between its characters`, () => assert.equal(typed('SANDBOXMEMBER', gap), 'SANDBOXMEMBER'));
  }

  test('may be ended by Tab, and may stumble once', () => {
    assert.equal(typed('SANDBOXMEMBER', 5, 'Tab'), 'SANDBOXMEMBER');
    assert.equal(
      typed('SANDBOXMEMBER', (index) => (index === 6 ? 90 : 10)),
      'SANDBOXMEMBER',
    );
  });

  test('is not what somebody types, however fast', () => {
    for (const gap of [60, 80, 100, 120, 250]) assert.equal(typed('SANDBOXMEMBER', gap), undefined, String(gap));
    // Fast fingers on few keys, then Enter.
    assert.equal(typed('12345', 5), undefined);
    // Pasted or filled in: Enter alone.
    assert.equal(typed('', 5), undefined);
  });

  test('is not what was typed before it', () => {
    const recognise = createRecogniser();
    let at = 0;
    for (const key of 'AB') recognise({ key, at: (at += 200) });
    at += 500;
    for (const key of 'SANDBOXMEMBER') recognise({ key, at: (at += 5) });
    assert.equal(recognise({ key: 'Enter', at: at + 5 }).scanned, 'SANDBOXMEMBER');
    // And what comes long after the last character ends nothing.
    for (const key of 'SANDBOXMEMBER') recognise({ key, at: (at += 5) });
    assert.equal(recognise({ key: 'Enter', at: at + 400 }).scanned, undefined);
  });

  test('goes on over Shift, and says where it begins', () => {
    const recognise = createRecogniser();
    let at = 0;
    const begun = ['Shift', 'A', 'Shift', 'B', 'c', '1', '2', '3'].map((key) => recognise({ key, at: (at += 3) }).begins);
    assert.deepEqual(begun, [undefined, true, ...Array(6).fill(undefined)]);
    assert.equal(recognise({ key: 'Enter', at: at + 3 }).scanned, 'ABc123');
  });

  test('is read through an input method by the places of the keys', () => {
    const key = (/** @type {string} */ code, shiftKey = false) => keyOf({ key: 'Process', code, shiftKey });
    assert.equal(['KeyK', 'Digit1', 'KeyH', 'Numpad9', 'Minus'].map((code) => key(code, code.startsWith('Key'))).join(''), 'K1H9-');
    assert.equal(key('Enter'), 'Enter');
    assert.equal(key('NumpadEnter'), 'Enter');
    assert.equal(keyOf({ key: 'a', code: 'KeyQ', shiftKey: false }), 'a');
  });
});

describe('what was scanned', () => {
  test('is cleaned: width, what cannot be seen, and what stands before it', () => {
    for (const text of [
      'K1H93QDKI00B7',
      ' K1H93QDKI00B7\t',
      'Ｋ１Ｈ９３ＱＤＫＩ００Ｂ７',
      '\uFEFFK1H9\u200B3QDKI\u200D00B7\u2060',
      ']Q3K1H93QDKI00B7',
      ']C1K1H93QDKI00B7',
      '会员码：K1H93QDKI00B7',
      '会员 ID: K1H93QDKI00B7',
      'memberId=K1H93QDKI00B7',
      '\u001dK1H93QDKI00B7\u0004',
    ]) {
      assert.equal(cleaned(text), 'K1H93QDKI00B7', JSON.stringify(text));
    }
  });

  test('is a member, by whichever id', () => {
    assert.deepEqual(readScan('K1H93QDKI00B7'), { query: { memberId: 'K1H93QDKI00B7' } });
    assert.deepEqual(readScan('SANDBOXMEMBER'), { query: { memberId: 'SANDBOXMEMBER' } });
    // The published one.
    assert.deepEqual(readScan('oEv-It_aoh7mzEinzyPhnR0-uVc41'), { query: { platformId: 'oEv-It_aoh7mzEinzyPhnR0-uVc41' } });
    assert.deepEqual(readScan('1002003'), { query: { memberId: '1002003' } });
    assert.deepEqual(readScan('https://h5.example/card?memberId=K1H93QDKI00B7&from=qr'), { query: { memberId: 'K1H93QDKI00B7' } });
  });

  for (const [text, lookalike] of [
    ['2901000000015', 'coupon'],
    ['２９０１０００００００１５', 'coupon'],
    ['13800138000', 'phone'],
    ['+8613800138000', 'phone'],
    ['134567890123456789', 'payment'],
    ['281234567890123456', 'payment'],
    ['https://weixin.qq.com/r/abc', 'url'],
    ['690123456789', 'product'],
    ['桌号 12', 'other'],
    ['', 'other'],
  ]) {
    test(`looks like ${lookalike}: ${text}`, () => assert.equal(readScan(text).lookalike, lookalike));
  }

  test('an id in the wrong field is known by its form', () => {
    assert.ok(isLikePlatformId('oEv-It_aoh7mzEinzyPhnR0-uVc41'));
    assert.ok(!isLikePlatformId('K1H93QDKI00B7'));
    assert.ok(isLikeMemberId('K1H93QDKI00B7'));
    assert.ok(!isLikeMemberId('2901000000015'));
  });
});
