// @ts-check
// How a scan is distinguished from typing, and how the scanned text is classified.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { deskModules } from './desk-modules.js';

const published = JSON.parse(readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url), 'utf8'));

const {
  'scan/keystrokes': { createRecogniser, keyOf },
  'scan/reading': { cleaned, isLikeMemberId, isLikePlatformId, readScan },
} = await deskModules('scan/keystrokes', 'scan/reading');

/**
 * The scan that is recognised when each key comes after the given gap in milliseconds, if any.
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
    test(`is recognised with ${gap} ms between its characters`, () => assert.equal(typed('SANDBOXMEMBER', gap), 'SANDBOXMEMBER'));
  }

  test('may end with Tab, and may have one long gap', () => {
    assert.equal(typed('SANDBOXMEMBER', 5, 'Tab'), 'SANDBOXMEMBER');
    assert.equal(
      typed('SANDBOXMEMBER', (index) => (index === 6 ? 90 : 10)),
      'SANDBOXMEMBER',
    );
  });

  test('is not recognised in fast typing', () => {
    for (const gap of [60, 80, 100, 120, 250]) assert.equal(typed('SANDBOXMEMBER', gap), undefined, String(gap));
    // A few keys in quick succession, then Enter.
    assert.equal(typed('12345', 5), undefined);
    // Enter alone, after a paste or autofill.
    assert.equal(typed('', 5), undefined);
  });

  test('does not include what was typed before it', () => {
    const recognise = createRecogniser();
    let at = 0;
    for (const key of 'AB') recognise({ key, at: (at += 200) });
    at += 500;
    for (const key of 'SANDBOXMEMBER') recognise({ key, at: (at += 5) });
    assert.equal(recognise({ key: 'Enter', at: at + 5 }).scanned, 'SANDBOXMEMBER');
    // An Enter long after the last character does not end a scan.
    for (const key of 'SANDBOXMEMBER') recognise({ key, at: (at += 5) });
    assert.equal(recognise({ key: 'Enter', at: at + 400 }).scanned, undefined);
  });

  test('may contain Shift, and reports its first character', () => {
    const recognise = createRecogniser();
    let at = 0;
    const begun = ['Shift', 'A', 'Shift', 'B', 'c', '1', '2', '3'].map((key) => recognise({ key, at: (at += 3) }).begins);
    assert.deepEqual(begun, [undefined, true, ...Array(6).fill(undefined)]);
    assert.equal(recognise({ key: 'Enter', at: at + 3 }).scanned, 'ABc123');
  });

  test('is read by the positions of the keys when an input method is active', () => {
    const key = (/** @type {string} */ code, shiftKey = false) => keyOf({ key: 'Process', code, shiftKey });
    assert.equal(['KeyK', 'Digit1', 'KeyH', 'Numpad9', 'Minus'].map((code) => key(code, code.startsWith('Key'))).join(''), 'K1H9-');
    assert.equal(key('Enter'), 'Enter');
    assert.equal(key('NumpadEnter'), 'Enter');
    assert.equal(keyOf({ key: 'a', code: 'KeyQ', shiftKey: false }), 'a');
    // On the numeric keypad Shift gives a navigation key.
    assert.equal(key('Numpad9', true), 'Numpad9');
  });

  test('of a link is read completely when an input method is active', () => {
    const text = 'https://h5.example/#/card?v=2&memberId=K1H93QDKI00B7&from=qr_1-2';
    /** @type {Record<string, [code: string, shiftKey: boolean]>} */
    const keys = {
      ':': ['Semicolon', true],
      '/': ['Slash', false],
      '.': ['Period', false],
      '#': ['Digit3', true],
      '?': ['Slash', true],
      '=': ['Equal', false],
      '&': ['Digit7', true],
      _: ['Minus', true],
      '-': ['Minus', false],
    };
    const recognise = createRecogniser();
    let at = 0;
    const press = (/** @type {string} */ code, shiftKey = false) => recognise({ key: keyOf({ key: 'Process', code, shiftKey }), at: (at += 5) });
    for (const character of text) {
      const [code, shiftKey] =
        keys[character] ?? (/\d/.test(character) ? [`Digit${character}`, false] : [`Key${character.toUpperCase()}`, /[A-Z]/.test(character)]);
      press(code, shiftKey);
    }
    const { scanned } = press('Enter');
    assert.equal(scanned, text);
    assert.deepEqual(readScan(scanned), { query: { memberId: 'K1H93QDKI00B7' } });
  });
});

describe('a scanned text', () => {
  test('is cleaned of full-width characters, invisible characters and a prefix', () => {
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

  test('can be a member id or a platform id', () => {
    assert.deepEqual(readScan('K1H93QDKI00B7'), { query: { memberId: 'K1H93QDKI00B7' } });
    assert.deepEqual(readScan('SANDBOXMEMBER'), { query: { memberId: 'SANDBOXMEMBER' } });
    // The openid in the CRM's documentation.
    assert.deepEqual(readScan('oEv-It_aoh7mzEinzyPhnR0-uVc41'), { query: { platformId: 'oEv-It_aoh7mzEinzyPhnR0-uVc41' } });
    assert.deepEqual(readScan('1002003'), { query: { memberId: '1002003' } });
    assert.deepEqual(readScan('https://h5.example/card?memberId=K1H93QDKI00B7&from=qr'), { query: { memberId: 'K1H93QDKI00B7' } });
    // The pages of many single-page applications are in the hash.
    assert.deepEqual(readScan('https://m.x.cn/#/card?memberId=K1H93QDKI00B7'), { query: { memberId: 'K1H93QDKI00B7' } });
    assert.deepEqual(readScan('https://m.x.cn/?v=2#/card?from=qr&openid=oEv-It_aoh7mzEinzyPhnR0-uVc41'), {
      query: { platformId: 'oEv-It_aoh7mzEinzyPhnR0-uVc41' },
    });
  });

  for (const [kind, names] of [
    ['memberId', ['memberId', 'memberid', 'MEMBERID', 'member_id', 'Member_Id', 'mmbid', 'MMBID']],
    ['platformId', ['platformId', 'PLATFORMID', 'platform_id', 'openid', 'openId', 'OPENID', 'open_id']],
  ]) {
    for (const name of names) {
      test(`can be a link with ${name}`, () => {
        assert.deepEqual(readScan(`https://h5.example/card?from=qr&${name}=K1H93QDKI00B7`), { query: { [String(kind)]: 'K1H93QDKI00B7' } });
      });
    }
  }

  for (const [text, lookalike] of [
    ['2901000000015', 'coupon'],
    ['２９０１０００００００１５', 'coupon'],
    ['13800138000', 'phone'],
    ['+8613800138000', 'phone'],
    ['134567890123456789', 'payment'],
    ['281234567890123456', 'payment'],
    ['6212345678901234567', 'payment'],
    ['https://weixin.qq.com/r/abc', 'url'],
    ['https://m.x.cn/#/card', 'url'],
    ['https://m.x.cn/#memberId', 'url'],
    ['690123456789', 'product'],
    ['6901234567892', 'product'],
    ['6991234567895', 'product'],
    ['9787111213826', 'product'],
    ['9798602477429', 'product'],
    ['9771234567003', 'product'],
    // The codes in the CRM's documentation.
    ...published.data.list.map((/** @type {{ cpnCode: string }} */ { cpnCode }) => [cpnCode, 'coupon']),
    ['桌号 12', 'other'],
    ['', 'other'],
  ]) {
    test(`looks like ${lookalike}: ${text}`, () => assert.equal(readScan(text).lookalike, lookalike));
  }

  test('an id in the wrong field is recognised by its form', () => {
    assert.ok(isLikePlatformId('oEv-It_aoh7mzEinzyPhnR0-uVc41'));
    assert.ok(!isLikePlatformId('K1H93QDKI00B7'));
    assert.ok(isLikeMemberId('K1H93QDKI00B7'));
    assert.ok(!isLikeMemberId('2901000000015'));
  });
});
