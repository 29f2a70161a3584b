// @ts-check
// The texts about a coupon: its hours and days, why it can or cannot be used, and when that changes.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import init from 'houcaller-coupons/gateway-client';
import { deskModules } from './desk-modules.js';

const {
  'coupons/window-words': { windowWords },
  'coupons/reason': { reasonView, reasonWords, timeLeft },
  'coupons/judged': { judge, usableFromMoment },
  'coupons/status': { daysLeftToShow, finalStatusOf, statusView },
  'coupons/shown': { useShownCoupons },
  'coupons/kind': { kindText },
  'coupons/validity': { dateText, momentText },
  'texts/i18n': { show },
} = await deskModules(
  'coupons/window-words',
  'coupons/reason',
  'coupons/judged',
  'coupons/status',
  'coupons/shown',
  'coupons/kind',
  'coupons/validity',
  'texts/i18n',
);

/** Half past ten on a Wednesday in China. */
const MORNING = Date.parse('2026-11-25T10:30:00+08:00');
const coupon = {
  id: '1',
  cpnCode: '',
  cpnName: '券',
  cpnType: '0',
  status: 0,
  begDate: '2026-11-01',
  endDate: '2026-12-31',
  timeLimit: '',
  weekLimit: '',
  useTime: '',
};

before(() => init());

/** @param {(language: 'zh-CN' | 'en') => string} say */
async function inBoth(say) {
  await show('zh-CN');
  const zh = say('zh-CN');
  await show('en');
  return [zh, say('en')];
}

describe('hours and days in words', () => {
  for (const [weekLimit, timeLimit, zh, en] of [
    ['', '', '全天可用', 'Any time'],
    // Limits with the same meaning give the same words.
    ['1,2,3,4,5,6,7', '', '全天可用', 'Any time'],
    ['', '00:00-24:00', '全天可用', 'Any time'],
    ['每天', '不限', '全天可用', 'Any time'],
    ['1,2,3,4,5,6,7', '11:00-14:00', '每天 11:00–14:00', 'Every day, 11:00–14:00'],
    ['', '11:00-14:00', '每天 11:00–14:00', 'Every day, 11:00–14:00'],
    ['1,2,3,4,5', '11:00-14:00', '周一至周五 11:00–14:00', 'Mon–Fri, 11:00–14:00'],
    ['6,7', '', '周六、周日 全天', 'Sat, Sun, all day'],
    ['3', '', '周三 全天', 'Wed, all day'],
    ['1,3,4,5', '17:00-23:59', '周一、周三至周五 17:00–24:00', 'Mon, Wed–Fri, 17:00–24:00'],
    ['', '00:00-00:30', '每天 00:00–00:30', 'Every day, 00:00–00:30'],
    ['', '23:00-00:45', '每天 23:00–次日 00:45', 'Every day, 23:00–00:45 next day'],
    ['', '22:00-02:00', '每天 22:00–次日 02:00', 'Every day, 22:00–02:00 next day'],
    ['', '11:00~14:00；17:00至20:59:59', '每天 11:00–14:00、17:00–21:00', 'Every day, 11:00–14:00, 17:00–21:00'],
  ]) {
    test(`${weekLimit || 'every day'}, ${timeLimit || 'all day'}`, async () => {
      assert.deepEqual(await inBoth(() => windowWords({ ...coupon, weekLimit, timeLimit }, 'monday')), [zh, en]);
    });
  }

  test('a limit that cannot be parsed is shown as the CRM sent it', async () => {
    const said = await inBoth(() => windowWords({ ...coupon, timeLimit: '营业时间内' }, 'monday', ['timeLimit']));
    assert.deepEqual(said, ['时段无法识别：营业时间内', "Couldn't read the limit: 营业时间内"]);
    const both = await inBoth(() => windowWords({ ...coupon, timeLimit: '营业时间内', weekLimit: '3' }, 'monday', ['timeLimit']));
    assert.equal(both[0], '周三 全天；时段无法识别：营业时间内');
  });

  test('weekday 1 is the day in the settings', async () => {
    assert.deepEqual(await inBoth(() => windowWords({ ...coupon, weekLimit: '3' }, 'sunday')), ['周二 全天', 'Tue, all day']);
  });
});

describe('reasons in words', () => {
  /**
   * @param {object} fields
   * @param {number} [at]
   */
  const words = (fields, at = MORNING) => inBoth(() => reasonWords(reasonView(judge({ ...coupon, ...fields }, 'monday', new Date(at)), 'monday', at), at));

  for (const [title, fields, zh, en] of /** @type {const} */ ([
    ['usable', {}, '现在可用', 'Can be used now'],
    ['usable until a time today', { timeLimit: '10:00-14:00' }, '现在可用，今日 14:00 截止', 'Can be used now, until 14:00 today'],
    [
      'usable later today',
      { timeLimit: '11:00-14:00' },
      '不在可用时段，今日 11:00 起可用，还有 00:30:00',
      'Outside its hours, usable from 11:00 today, 00:30:00 to go',
    ],
    [
      'usable tomorrow',
      { timeLimit: '07:00-09:00' },
      '不在可用时段，明日 07:00 起可用，还有 20:30:00',
      'Outside its hours, usable from 07:00 tomorrow, 20:30:00 to go',
    ],
    [
      'usable on another weekday',
      { weekLimit: '6' },
      '今天不可用，11月28日 00:00 起可用，还有 2天13小时',
      'Not valid today, usable from 00:00 on Nov 28, 2 days 13 hours to go',
    ],
    [
      'usable next year',
      { begDate: '2027-01-01', endDate: '2027-02-01' },
      '未到有效期，2027年1月1日 00:00 起可用，还有 36天13小时',
      'Not valid yet, usable from 00:00 on Jan 1, 2027, 36 days 13 hours to go',
    ],
    [
      // Three changes before it can be used: its first day, its weekday, its hours.
      'usable from certain hours of a weekday after its first day',
      { begDate: '2026-11-30', weekLimit: '6', timeLimit: '11:00-14:00' },
      '未到有效期，12月5日 11:00 起可用，还有 10天0小时',
      'Not valid yet, usable from 11:00 on Dec 5, 10 days 0 hours to go',
    ],
    [
      'not usable again before it expires',
      { endDate: '2026-11-25', timeLimit: '07:00-09:00' },
      '不在可用时段，到期前已无可用时段',
      "Outside its hours, won't be usable again before it expires",
    ],
    ['used', { status: 1, useTime: '2026-11-20 18:20:33' }, '已使用，使用时间 2026年11月20日 18:20', 'Already used, on Nov 20, 2026, 18:20'],
    ['expired, though the status is unused', { endDate: '2026-11-24' }, '已过有效期，会员系统仍标为未使用', 'Expired, though the CRM still lists it as unused'],
    ['with an invalid date', { begDate: '2026-02-30' }, '有效期无法识别，请人工核对', "Its dates can't be read, please check by hand"],
    ['with an unknown status', { status: 9 }, '状态不明，请向会员系统核实', 'Unknown status, please check with the CRM'],
  ])) {
    test(title, async () => assert.deepEqual(await words(fields), [zh, en]));
  }

  test('a coupon that becomes usable after three changes is available', () => {
    const judged = judge({ ...coupon, begDate: '2026-11-30', weekLimit: '6', timeLimit: '11:00-14:00' }, 'monday', new Date(MORNING));
    assert.equal(judged.tab, 'available');
    assert.equal(usableFromMoment(judged, 'monday')?.toISOString(), '2026-12-05T03:00:00.000Z');
  });

  test('the remaining time is shown to the second within a day', async () => {
    const DAY = 86_400_000;
    for (const [ms, zh, en] of /** @type {const} */ ([
      [0, '00:00:00', '00:00:00'],
      [1, '00:00:01', '00:00:01'],
      [-5_000, '00:00:00', '00:00:00'],
      [DAY - 1_000, '23:59:59', '23:59:59'],
      [DAY, '1天0小时', '1 day 0 hours'],
      [3 * DAY + 4 * 3_600_000, '3天4小时', '3 days 4 hours'],
    ])) {
      assert.deepEqual(await inBoth(() => timeLeft(ms)), [zh, en]);
    }
  });
});

describe('statuses, kinds and dates in words', () => {
  test('statuses', async () => {
    const word = (/** @type {number} */ status, fields = {}) =>
      inBoth(() => statusView(judge({ ...coupon, status, ...fields }, 'monday', new Date(MORNING))).text);
    assert.deepEqual(await word(0), ['未使用', 'Unused']);
    assert.deepEqual(await word(0, { endDate: '2026-11-24' }), ['已过期', 'Expired']);
    assert.deepEqual(await word(3), ['已退款', 'Refunded']);
    assert.deepEqual(await word(9), ['状态 9', 'Status 9']);
  });

  test('statuses have the tone of what can still be done with the coupon', () => {
    const tone = (/** @type {object} */ fields) => statusView(judge({ ...coupon, ...fields }, 'monday', new Date(MORNING))).tone;
    assert.equal(tone({}), 'open');
    assert.equal(tone({ timeLimit: '11:00-14:00' }), 'moving');
    assert.equal(tone({ begDate: '2027-01-01', endDate: '2027-02-01' }), 'moving');
    assert.equal(tone({ endDate: '2026-11-25', timeLimit: '07:00-09:00' }), 'over');
    assert.equal(tone({ endDate: '2026-11-24' }), 'over');
    assert.deepEqual(
      [1, 2, 3, 9].map((status) => tone({ status })),
      ['over', 'over', 'over', 'moving'],
    );
  });

  test('the days left are shown in the last seven days', () => {
    const days = (/** @type {string} */ endDate, fields = {}) => daysLeftToShow(judge({ ...coupon, endDate, ...fields }, 'monday', new Date(MORNING)));
    assert.equal(days('2026-11-25'), 0);
    assert.equal(days('2026-11-26'), 1);
    assert.equal(days('2026-12-02'), 7);
    assert.equal(days('2026-12-03'), undefined);
    assert.equal(days('2026-11-24'), undefined);
    // A coupon that can no longer be used shows no days.
    assert.equal(days('2026-11-25', { status: 1 }), undefined);
    assert.equal(days('2026-11-25', { timeLimit: '07:00-09:00' }), undefined);
  });

  test('statuses that make a code useless', () => {
    const over = (/** @type {number} */ status, fields = {}) => finalStatusOf(judge({ ...coupon, status, ...fields }, 'monday', new Date(MORNING)));
    assert.deepEqual(
      [0, 1, 2, 3, 7, 9].map((status) => over(status)),
      [undefined, 'used', 'expired', 'refunded', undefined, undefined],
    );
    assert.equal(over(0, { endDate: '2026-11-24' }), 'expired');
    // The status also decides if the dates cannot be read.
    assert.deepEqual(
      [0, 1, 2, 3, 7].map((status) => over(status, { endDate: 'soon' })),
      [undefined, 'used', 'expired', 'refunded', undefined],
    );
  });

  test('coupons that expire first are first', () => {
    const coupons = ['2026-12-31', '2026-11-26', '2026-12-01 18:00:00'].map((endDate) => judge({ ...coupon, endDate }, 'monday', new Date(MORNING)));
    const { shown, filters } = useShownCoupons(() => coupons);
    const ends = () => shown.value.map((/** @type {any} */ one) => one.coupon.endDate);
    assert.deepEqual(ends(), ['2026-11-26', '2026-12-01 18:00:00', '2026-12-31']);
    filters.order = 'asSent';
    assert.deepEqual(ends(), ['2026-12-31', '2026-11-26', '2026-12-01 18:00:00']);
  });

  test('a search finds punctuation from either keyboard, in full or half width', () => {
    const coupons = [judge({ ...coupon, cpnName: '新会员（堂食）20元券！', cpnCode: '7270000006699' }, 'monday', new Date(MORNING))];
    const { shown, filters } = useShownCoupons(() => coupons);
    for (const search of ['（堂食）', '(堂食)', '新会员（堂食）20元券！', '20元券!', '堂食', '７２７０']) {
      filters.search = search;
      assert.equal(shown.value.length, 1, search);
    }
    filters.search = '（外卖）';
    assert.equal(shown.value.length, 0);
  });

  test('kinds', async () => {
    assert.deepEqual(await inBoth(() => kindText('1')), ['外卖', 'Takeaway']);
    assert.deepEqual(await inBoth(() => kindText('constructor')), ['类型 constructor', 'Type constructor']);
    assert.equal(kindText(''), undefined);
  });

  test('dates', async () => {
    for (const [text, zh, en] of [
      ['2026-12-31', '2026年12月31日', 'Dec 31, 2026'],
      ['2026/1/5', '2026年1月5日', 'Jan 5, 2026'],
      ['2026-12-31 00:00:00', '2026年12月31日', 'Dec 31, 2026'],
      ['2026-12-31 23:59:59', '2026年12月31日', 'Dec 31, 2026'],
      ['2026-12-31 24:00:00', '2026年12月31日', 'Dec 31, 2026'],
      ['2026-12-31 18:00:00', '2026年12月31日 18:00', 'Dec 31, 2026, 18:00'],
      ['2026-02-30', '2026-02-30', '2026-02-30'],
      ['2026-12-31 25:00', '2026-12-31 25:00', '2026-12-31 25:00'],
      ['soon', 'soon', 'soon'],
    ]) {
      assert.deepEqual(await inBoth(() => dateText(text)), [zh, en], text);
    }
    assert.deepEqual(await inBoth(() => momentText('2026-11-20 00:00:12')), ['2026年11月20日 00:00', 'Nov 20, 2026, 00:00']);
  });
});
