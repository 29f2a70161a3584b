// @ts-check
// usability with values outside its declared types, and the form of its results.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import init, { CouponError, usability } from 'houcaller-coupons';

/** @type {{ data: { list: import('houcaller-coupons').Coupon[] } }} */
const published = JSON.parse(readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url), 'utf8'));

const dates = { begDate: '2024-02-01', endDate: '2024-03-15' };
const coupon = { ...published.data.list[0], ...dates, timeLimit: '11:00-14:00', weekLimit: '2' };
// A Tuesday, 12:30 in China.
const lunch = new Date('2024-02-06T12:30:00+08:00');

// The parameters are `any`, because JavaScript callers can pass any value.
/** @type {(...values: any[]) => import('houcaller-coupons').Usability} */
const judge = (coupon, at, options) => usability(coupon, at, options);

/**
 * @param {string} message
 * @param {unknown[]} values
 */
function refuses(message, ...values) {
  assert.throws(
    () => judge(...values),
    (error) => {
      assert.ok(error instanceof CouponError);
      assert.deepEqual([error.kind, error.message, error.retryable], ['input', message, false]);
      return true;
    },
  );
}

const throwing = (/** @type {string} */ field) => ({
  ...coupon,
  get [field]() {
    throw new RangeError('no');
  },
});

before(() => init());

test('the result is a plain object without undefined fields', () => {
  const usable = usability(coupon, lunch);
  assert.deepEqual(usable, { usable: true, reason: 'usable', changesAt: new Date('2024-02-06T14:00:00+08:00'), daysLeft: 38 });
  assert.equal(Object.getPrototypeOf(usable), Object.prototype);
  assert.deepEqual(usability({ ...coupon, status: 1 }, lunch), { usable: false, reason: 'used', daysLeft: 38 });
  assert.deepEqual(usability({ ...coupon, timeLimit: '营业时间内', weekLimit: '0,8' }, lunch), {
    usable: true,
    reason: 'usable',
    changesAt: new Date('2024-03-16T00:00:00+08:00'),
    daysLeft: 38,
    ignored: ['timeLimit', 'weekLimit'],
  });
});

test('the published coupons are usable until the end of their last day in China', () => {
  for (const coupon of published.data.list) {
    const last = new Date(`${coupon.endDate}T12:00:00+08:00`);
    const over = new Date(Date.parse(`${coupon.endDate}T24:00:00+08:00`));
    assert.equal(usability(coupon, last).reason, 'usable');
    assert.equal(usability(coupon, new Date(over.getTime() - 1)).reason, coupon.timeLimit ? 'outsideHours' : 'usable');
    assert.deepEqual(usability(coupon, over), { usable: false, reason: 'expired' });
  }
});

test('the default moment is now', () => {
  const limits = { timeLimit: '', weekLimit: '' };
  const today = Date.now() + 8 * 3_600_000;
  const inDays = (/** @type {number} */ days) => new Date(today + days * 86_400_000).toISOString().slice(0, 10);
  for (const at of [[], [undefined], [null], [undefined, {}], [undefined, null]]) {
    assert.equal(judge({ ...coupon, ...limits, begDate: inDays(-2), endDate: inDays(2) }, ...at).reason, 'usable');
    assert.equal(judge({ ...coupon, ...limits, begDate: inDays(2), endDate: inDays(4) }, ...at).reason, 'notYetValid');
    assert.equal(judge({ ...coupon, ...limits, begDate: inDays(-4), endDate: inDays(-2) }, ...at).reason, 'expired');
  }
});

test('a Date of another realm or of a subclass is accepted', () => {
  assert.equal(judge(coupon, runInNewContext(`new Date(${lunch.getTime()})`)).reason, 'usable');
  assert.equal(usability(coupon, new (class extends Date {})(lunch)).reason, 'usable');
});

test('the earliest and the latest possible Date are accepted', () => {
  assert.deepEqual(usability(coupon, new Date(8.64e15)), { usable: false, reason: 'expired' });
  const changesAt = new Date('2024-02-01T00:00:00+08:00');
  // The last day is 2024-03-15; -8.64e15 is eight in the morning in China.
  const daysLeft = (Date.UTC(2024, 2, 15) + 8.64e15) / 86_400_000;
  assert.deepEqual(usability(coupon, new Date(-8.64e15)), { usable: false, reason: 'notYetValid', changesAt, daysLeft });
});

test('a moment that is not a valid Date is refused', () => {
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

test("weekStart is 'monday' or 'sunday', and another value is refused", () => {
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

test('a value that is not a coupon is refused', () => {
  const expected = (/** @type {string} */ found) => `coupon: expected an object, found ${found}`;
  refuses(expected('none'), undefined, lunch);
  refuses(expected('none'), null, lunch);
  refuses(expected('a string'), '', lunch);
  refuses(expected('a number'), 7, lunch);
  refuses(expected('an array'), [coupon], lunch);
  refuses('coupon.status: expected a number, found none', {}, lunch);
});

test('a status that is not a number is refused', () => {
  const expected = (/** @type {string} */ found) => `coupon.status: expected a number, found ${found}`;
  refuses(expected('a string'), { ...coupon, status: '0' }, lunch);
  refuses(expected('none'), { ...coupon, status: null }, lunch);
  refuses(expected('none'), { ...coupon, status: undefined }, lunch);
  refuses(expected('a bigint'), { ...coupon, status: 0n }, lunch);
  refuses(expected('a boolean'), { ...coupon, status: false }, lunch);
});

test('a date that cannot be read is refused', () => {
  const invalidDates = ['', '2024-02-30', '2023-02-29', '2024-2-1', '2024-02-01 ', '0000-00-00'];
  for (const field of ['begDate', 'endDate']) {
    const asked = 'a calendar date as yyyy-MM-dd';
    const expected = (/** @type {string} */ found) => `coupon.${field}: expected ${asked}, found ${found}`;
    for (const date of [...invalidDates, '2024-02-01'.repeat(2 ** 24)]) {
      refuses(expected('another string'), { ...coupon, [field]: date }, lunch);
    }
    refuses(expected('none'), { ...coupon, [field]: undefined }, lunch);
    refuses(expected('none'), { ...coupon, [field]: null }, lunch);
    refuses(expected('a number'), { ...coupon, [field]: 20240201 }, lunch);
    refuses(expected('an object'), { ...coupon, [field]: lunch }, lunch);
    refuses(expected('none'), { ...coupon, status: 1, [field]: null }, lunch);
  }
});

test('dates are read with slashes and with a time', () => {
  const free = { ...coupon, timeLimit: '', weekLimit: '' };
  const wholeDays = ['2024-03-15 00:00:00', '2024-03-15 23:59:59', '2024/03/15', '2024/3/15', '2024-03-15T00:00:00', '2024-03-15 00:00'];
  for (const endDate of wholeDays) {
    const until = { usable: true, reason: 'usable', changesAt: new Date('2024-03-16T00:00:00+08:00'), daysLeft: 38 };
    assert.deepEqual(usability({ ...free, endDate }, lunch), until, endDate);
    assert.equal(usability({ ...free, begDate: '2024-02-06 00:00:00', endDate }, lunch).reason, 'usable');
  }
  const moments = { ...free, begDate: '2024-02-06 12:30:01', endDate: '2024-02-07 18:00:00' };
  const [begin, end] = [new Date('2024-02-06T12:30:01+08:00'), new Date('2024-02-07T18:00:00+08:00')];
  assert.deepEqual(usability(moments, lunch), { usable: false, reason: 'notYetValid', changesAt: begin, daysLeft: 1 });
  assert.deepEqual(usability(moments, begin), { usable: true, reason: 'usable', changesAt: end, daysLeft: 1 });
  assert.deepEqual(usability(moments, end), { usable: false, reason: 'expired' });
  // A fraction of nine digits is accepted. One character more exceeds the longest date.
  assert.equal(usability({ ...free, endDate: '2024-03-15 23:59:59.999999999' }, lunch).reason, 'usable');
  assert.throws(() => usability({ ...free, endDate: '2024-03-15 23:59:59.9999999990' }, lunch), { kind: 'input' });
});

test('daysLeft counts days in China up to the last valid one, and is absent after it', () => {
  const left = (/** @type {string} */ at, /** @type {object} */ fields) => usability({ ...coupon, ...fields }, new Date(at)).daysLeft;
  for (const [at, days] of /** @type {const} */ ([
    ['2024-03-14T23:59:59.999+08:00', 1],
    ['2024-03-15T00:00:00+08:00', 0],
    ['2024-03-15T23:59:59.999+08:00', 0],
    ['2024-03-16T00:00:00+08:00', undefined],
    ['2024-02-01T00:00:00+08:00', 43],
    ['2024-01-31T23:00:00+08:00', 44],
    // 16:00 UTC is midnight in China.
    ['2024-03-14T16:00:00Z', 0],
  ])) {
    for (const endDate of ['2024-03-15', '2024/3/15', '2024-03-15 00:00:00', '2024-03-15 23:59:59'])
      assert.equal(left(at, { endDate }), days, `${at} ${endDate}`);
  }
  // An endDate with a time ends the validity within the day.
  assert.equal(left('2024-03-15T17:59:59+08:00', { endDate: '2024-03-15 18:00:00' }), 0);
  assert.equal(left('2024-03-15T18:00:00+08:00', { endDate: '2024-03-15 18:00:00' }), undefined);
  for (const status of [1, 2, 3, 7, 9]) assert.equal(left('2024-03-10T12:00:00+08:00', { status }), 5);
});

test('limits are read in the notations that staff use', () => {
  const at = (/** @type {string} */ time) => new Date(`2024-02-06T${time}+08:00`);
  const hours = ['11:00~14:00', '11:00—14:00', '11:00至14:00', '11:00-14:00;17:00-20:00', '11:00:00-14:00:00', '11:00-13:59:59'];
  for (const timeLimit of hours) {
    const until = { usable: true, reason: 'usable', changesAt: at('14:00:00'), daysLeft: 38 };
    assert.deepEqual(usability({ ...coupon, timeLimit }, lunch), until, timeLimit);
  }
  for (const weekLimit of ['1-5', '1、2、3', '周一,周二', '12345', '周一至周五', '工作日', '星期二']) {
    assert.deepEqual(usability({ ...coupon, weekLimit }, lunch), usability(coupon, lunch), weekLimit);
    assert.equal(usability({ ...coupon, weekLimit }, new Date('2024-02-11T12:30:00+08:00')).reason, 'wrongWeekday', weekLimit);
  }
  const free = { ...coupon, timeLimit: '全天', weekLimit: '每天' };
  assert.deepEqual(usability(free, lunch), { usable: true, reason: 'usable', changesAt: new Date('2024-03-16T00:00:00+08:00'), daysLeft: 38 });
  const wholeDay = { ...coupon, timeLimit: '00:00-23:59' };
  assert.deepEqual(usability(wholeDay, at('23:59:30')), { usable: true, reason: 'usable', changesAt: new Date('2024-02-07T00:00:00+08:00'), daysLeft: 38 });
});

test('names of weekdays do not depend on weekStart', () => {
  for (const weekStart of /** @type {const} */ (['monday', 'sunday'])) {
    assert.equal(usability({ ...coupon, weekLimit: '周二' }, lunch, { weekStart }).reason, 'usable');
  }
});

test('an absent limit does not limit, and one that is not text is ignored and reported', () => {
  for (const nothing of [undefined, null, '', ' \u3000\n']) {
    const free = judge({ ...coupon, timeLimit: nothing, weekLimit: nothing }, lunch);
    assert.deepEqual(free, { usable: true, reason: 'usable', changesAt: new Date('2024-03-16T00:00:00+08:00'), daysLeft: 38 });
  }
  for (const nonsense of [0, {}, [], true, Symbol('x'), 1n, '\ud800', 'x'.repeat(2 ** 28)]) {
    assert.deepEqual(judge({ ...coupon, timeLimit: nonsense }, lunch).ignored, ['timeLimit']);
    assert.deepEqual(judge({ ...coupon, weekLimit: nonsense }, lunch).ignored, ['weekLimit']);
  }
});

test('a limit of more than 1,000 characters is ignored', () => {
  const long = Array(84).fill('11:00-14:00').join(',').slice(0, -12).padEnd(1_000);
  assert.deepEqual(usability({ ...coupon, timeLimit: long }, lunch), usability(coupon, lunch));
  assert.deepEqual(usability({ ...coupon, timeLimit: `${long} ` }, lunch).ignored, ['timeLimit']);
});

test('the error for a getter that throws names the field, and has the exception as its cause', () => {
  for (const field of ['status', 'begDate', 'endDate', 'timeLimit', 'weekLimit']) {
    refuses(`coupon.${field}: reading it threw an exception`, throwing(field), lunch);
    assert.throws(
      () => judge(throwing(field), lunch),
      (/** @type {any} */ error) => error.cause instanceof RangeError,
    );
  }
  const options = {
    get weekStart() {
      throw new RangeError('no');
    },
  };
  refuses('weekStart: reading it threw an exception', coupon, lunch, options);
});
