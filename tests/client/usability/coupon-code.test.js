// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import init, { isCouponCode } from 'houcaller-coupons';

const response = readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url), 'utf8');
/** @type {string[]} */
const published = JSON.parse(response).data.list.map((/** @type {{ cpnCode: string }} */ { cpnCode }) => cpnCode);

before(() => init());

test('every published code is valid', () => {
  assert.ok(published.length > 0);
  for (const code of published) assert.equal(isCouponCode(code), true, code);
});

test('a published code with one wrong digit is invalid', () => {
  for (const code of published) {
    let wrong = 0;
    for (let place = 0; place < 13; place += 1) {
      for (const digit of '0123456789') {
        if (digit === code[place]) continue;
        const changed = code.slice(0, place) + digit + code.slice(place + 1);
        assert.equal(isCouponCode(changed), false, changed);
        wrong += 1;
      }
    }
    assert.equal(wrong, 9 * 13);
  }
});

test('a value that is not 13 ASCII digits is invalid, and does not throw', () => {
  const [code] = published;
  const short = code.slice(1);
  const texts = ['', short, ` ${short}`, `x${short}`, `\uff17${short}`, `${code}0`, ` ${code}`, `${code}\n`];
  const strange = ['\ud800'.repeat(13), code.repeat(2 ** 24)];
  const others = [undefined, null, Number(code), BigInt(code), new String(code), [code], {}, Symbol(code), true];
  for (const value of [...texts, ...strange, ...others]) {
    assert.equal(isCouponCode(/** @type {string} */ (value)), false);
  }
});
