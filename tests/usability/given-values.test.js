// @ts-check
// What usability makes of values that are not what its types promise, and the form of its answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import init, { CouponError, usability } from 'houcaller-coupons';

/** @type {{ data: { list: import('houcaller-coupons').Coupon[] } }} */
const published = JSON.parse(readFileSync(new URL('../../sandbox/published-response.json', import.meta.url), 'utf8'));

const dates = { begDate: '2024-02-01', endDate: '2024-03-15' };
const coupon = { ...published.data.list[0], ...dates, timeLimit: '11:00-14:00', weekLimit: '2' };
// A Tuesday, 12:30 in China.
const lunch = new Date('2024-02-06T12:30:00+08:00');

// Everything may come from JavaScript: the tests go past the types.
/** @type {(...values: any[]) => import('houcaller-coupons').Usability} */
const judge = (coupon, at, options) => usability(coupon, at, options);

/**
 * @param {string} message
 * @param {unknown[]} values
 */
function refuses(message, ...values) {
  assert.throws(() => judge(...values), (error) => {
    assert.ok(error instanceof CouponError);
    assert.deepEqual([error.kind, error.message, error.retryable], ['input', message, false]);
    return true;
  });
}

const throwing = (/** @type {string} */ field) => ({
  ...coupon,
  get [field]() {
    throw new RangeError('no');
  },
});

before(() => init());

test('the answer is a plain object without empty fields', () => {
  const usable = usability(coupon, lunch);
  assert.deepEqual(usable, { usable: true, reason: 'usable', changesAt: new Date('2024-02-06T14:00:00+08:00') });
  assert.equal(Object.getPrototypeOf(usable), Object.prototype);
  assert.deepEqual(usability({ ...coupon, status: 1 }, lunch), { usable: false, reason: 'used' });
  assert.deepEqual(usability({ ...coupon, timeLimit: '营业时间内', weekLimit: '0,8' }, lunch), {
    usable: true,
    reason: 'usable',
    changesAt: new Date('2024-03-16T00:00:00+08:00'),
    ignored: ['timeLimit', 'weekLimit'],
  });
});

test('the published coupons could be used until their last day in China was over', () => {
  for (const coupon of published.data.list) {
    const last = new Date(`${coupon.endDate}T12:00:00+08:00`);
    const over = new Date(Date.parse(`${coupon.endDate}T24:00:00+08:00`));
    assert.equal(usability(coupon, last).reason, 'usable');
    assert.equal(usability(coupon, new Date(over.getTime() - 1)).reason, coupon.timeLimit ? 'outsideHours' : 'usable');
    assert.deepEqual(usability(coupon, over), { usable: false, reason: 'expired' });
  }
});

test('the moment is now when it is not given', () => {
  const limits = { timeLimit: '', weekLimit: '' };
  const today = Date.now() + 8 * 3_600_000;
  const inDays = (/** @type {number} */ days) => new Date(today + days * 86_400_000).toISOString().slice(0, 10);
  for (const at of [[], [undefined], [null], [undefined, {}], [undefined, null]]) {
    assert.equal(judge({ ...coupon, ...limits, begDate: inDays(-2), endDate: inDays(2) }, ...at).reason, 'usable');
    assert.equal(judge({ ...coupon, ...limits, begDate: inDays(2), endDate: inDays(4) }, ...at).reason, 'notYetValid');
    assert.equal(judge({ ...coupon, ...limits, begDate: inDays(-4), endDate: inDays(-2) }, ...at).reason, 'expired');
  }
});

test('a Date of another realm is a Date', () => {
  assert.equal(judge(coupon, runInNewContext(`new Date(${lunch.getTime()})`)).reason, 'usable');
  assert.equal(usability(coupon, new (class extends Date {})(lunch)).reason, 'usable');
});

test('the first and the last moment that a Date can hold are judged', () => {
  assert.deepEqual(usability(coupon, new Date(8.64e15)), { usable: false, reason: 'expired' });
  const changesAt = new Date('2024-02-01T00:00:00+08:00');
  assert.deepEqual(usability(coupon, new Date(-8.64e15)), { usable: false, reason: 'notYetValid', changesAt });
});

test('what is not a valid Date is refused', () => {
  const expected = (/** @type {string} */ found) => `at: expected a valid Date, found ${found}`;
  refuses(expected('an invalid one'), coupon, new Date(NaN));
  refuses(expected('a number'), coupon, lunch.getTime());
  refuses(expected('a string'), coupon, lunch.toISOString());
  refuses(expected('an object'), coupon, {});
  refuses(expected('an object'), coupon, new Proxy(lunch, {}));
  refuses(expected('a symbol'), coupon, Symbol('at'));
  refuses(expected('a bigint'), coupon, 1n);
  refuses(expected('a boolean'), coupon, false);
  refuses(expected('an object'), coupon, { getTime: () => 'noon' });
  refuses(expected('an invalid one'), coupon, { getTime: () => Infinity });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  refuses(expected('an object'), coupon, revoked.proxy);
});

test('the week starts on monday, on sunday, or the option is refused', () => {
  for (const options of [undefined, null, {}, { weekStart: undefined }, { weekStart: null }, { weekStart: 'monday' }]) {
    assert.equal(judge(coupon, lunch, options).reason, 'usable');
  }
  assert.equal(usability(coupon, lunch, { weekStart: 'sunday' }).reason, 'wrongWeekday');
  const expected = (/** @type {string} */ found) => `weekStart: expected 'monday' or 'sunday', found ${found}`;
  refuses(expected('another string'), coupon, lunch, { weekStart: 'Monday' });
  refuses(expected('another string'), coupon, lunch, { weekStart: 'x'.repeat(2 ** 28) });
  refuses(expected('a number'), coupon, lunch, { weekStart: 1 });
  refuses('options: expected an object, found a string', coupon, lunch, 'sunday');
  refuses('options: expected an object, found an array', coupon, lunch, []);
});

test('what is not a coupon is refused', () => {
  const expected = (/** @type {string} */ found) => `coupon: expected an object, found ${found}`;
  refuses(expected('none'), undefined, lunch);
  refuses(expected('none'), null, lunch);
  refuses(expected('a string'), '', lunch);
  refuses(expected('a number'), 7, lunch);
  refuses(expected('an array'), [coupon], lunch);
  refuses('coupon.status: expected a number, found none', {}, lunch);
});

test('a status that is no number is refused', () => {
  const expected = (/** @type {string} */ found) => `coupon.status: expected a number, found ${found}`;
  refuses(expected('a string'), { ...coupon, status: '0' }, lunch);
  refuses(expected('none'), { ...coupon, status: null }, lunch);
  refuses(expected('none'), { ...coupon, status: undefined }, lunch);
  refuses(expected('a bigint'), { ...coupon, status: 0n }, lunch);
  refuses(expected('a boolean'), { ...coupon, status: false }, lunch);
});

test('a date that cannot be read is refused', () => {
  const noDates = ['', '2024-02-30', '2023-02-29', '2024-2-1', '2024/02/01', '2024-02-01 ', '0000-00-00'];
  for (const field of ['begDate', 'endDate']) {
    const asked = 'a date of the calendar as yyyy-MM-dd';
    const expected = (/** @type {string} */ found) => `coupon.${field}: expected ${asked}, found ${found}`;
    for (const date of [...noDates, '2024-02-01'.repeat(2 ** 24)]) {
      refuses(expected('another string'), { ...coupon, [field]: date }, lunch);
    }
    refuses(expected('none'), { ...coupon, [field]: undefined }, lunch);
    refuses(expected('none'), { ...coupon, [field]: null }, lunch);
    refuses(expected('a number'), { ...coupon, [field]: 20240201 }, lunch);
    refuses(expected('an object'), { ...coupon, [field]: lunch }, lunch);
    refuses(expected('none'), { ...coupon, status: 1, [field]: null }, lunch);
  }
});

test('limits that are absent do not limit, and those that are no text are ignored', () => {
  for (const nothing of [undefined, null, '', ' \u3000\n']) {
    const free = judge({ ...coupon, timeLimit: nothing, weekLimit: nothing }, lunch);
    assert.deepEqual(free, { usable: true, reason: 'usable', changesAt: new Date('2024-03-16T00:00:00+08:00') });
  }
  for (const nonsense of [0, {}, [], true, Symbol('x'), 1n, '\ud800', 'x'.repeat(2 ** 28)]) {
    assert.deepEqual(judge({ ...coupon, timeLimit: nonsense }, lunch).ignored, ['timeLimit']);
    assert.deepEqual(judge({ ...coupon, weekLimit: nonsense }, lunch).ignored, ['weekLimit']);
  }
});

test('a limit is read up to 1,000 characters', () => {
  const long = Array(84).fill('11:00-14:00').join(',').slice(0, -12).padEnd(1_000);
  assert.deepEqual(usability({ ...coupon, timeLimit: long }, lunch), usability(coupon, lunch));
  assert.deepEqual(usability({ ...coupon, timeLimit: `${long} ` }, lunch).ignored, ['timeLimit']);
});

test('a getter that throws is named, and what it threw is the cause', () => {
  for (const field of ['status', 'begDate', 'endDate', 'timeLimit', 'weekLimit']) {
    refuses(`coupon.${field}: reading it threw an exception`, throwing(field), lunch);
    assert.throws(() => judge(throwing(field), lunch), (/** @type {any} */ error) => error.cause instanceof RangeError);
  }
  const options = {
    get weekStart() {
      throw new RangeError('no');
    },
  };
  refuses('weekStart: reading it threw an exception', coupon, lunch, options);
});
