// @ts-check
// Creates random coupons and moments, with a bias towards the edge cases of the rules.

const SECOND = 1_000;
const DAY = 24 * 60;
const LAST_DAY = 47_482; // the end of 2099
const SPACES = ['', '', '', '', ' ', '\t', '\u3000', '\u00a0 '];
const SEPARATORS = [',', ',', ',', ',', '\uff0c', ';', '\uff1b', '、', '|', '\uff5c', '\n', '\r\n', ' ', '\u3000'];
const DASHES = ['-', '-', '-', '-', '~', '\u2013', '\u2014', '\u2014\u2014', '\u2212', '\uff0d', '\uff5e', '\u301c', '\u2010', '至', '到'];
const COLONS = [':', ':', ':', ':', '\uff1a'];
const FREE = ['全天', '全天可用', '不限', '不限制', '无限制', '每天', '每日', '24小时', '不限时间'];
const NOISE = [...'0123456789:,-~ x/;.T', ...'一五天周至末', '\uff1a', '\uff0c', '\u2013', '\ufeff', '\u0085', '\0'];

/**
 * @typedef {() => number} Random from 0 up to 1
 * @typedef {{ coupon: Record<string, unknown>, at: Date, weekStart: 'monday' | 'sunday' | undefined }} Case
 */

/**
 * A random number generator that gives the same numbers for the same seed (mulberry32).
 *
 * @param {number} seed
 * @returns {Random}
 */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {Random} random
 * @returns {Case}
 */
export function randomCase(random) {
  const whole = (/** @type {number} */ from, /** @type {number} */ to) => from + Math.floor(random() * (to - from + 1));
  const chance = (/** @type {number} */ share) => random() < share;
  const pick = /** @type {<T>(values: readonly T[]) => T} */ ((values) => values[whole(0, values.length - 1)]);
  const spaced = (/** @type {string | number} */ text) => pick(SPACES) + text + pick(SPACES);

  /** @type {number[]} in seconds from midnight */
  const edges = [0, 0, DAY - 1, 8 * 60, 16 * 60].map((minute) => minute * 60);
  const today = chance(0.5) ? whole(0, LAST_DAY) : pick(notableDays) + whole(-8, 8);
  const begins = chance(0.8) ? whole(-9, 1) : whole(-800, 800);
  const ends = chance(0.8) ? begins + whole(0, 12) : begins + whole(-3, 800);
  const coupon = {
    status: status(),
    begDate: date(today + begins),
    endDate: date(today + ends),
    timeLimit: timeLimit(),
    weekLimit: weekLimit(),
  };
  // A day in China begins 8 hours before that day in UTC.
  const second = (today * DAY - 8 * 60) * 60 + (chance(0.6) ? pick(edges) : whole(0, DAY - 1) * 60);
  const at = new Date(second * SECOND + pick([0, 0, -1, 1, whole(0, 60 * SECOND - 1)]));
  return { coupon, at, weekStart: pick([undefined, 'monday', 'sunday']) };

  function status() {
    if (chance(0.85)) return 0;
    return chance(0.95) ? pick([1, 2, 3, 7, 4, 9, -1, 0.5, NaN]) : pick(['0', null, undefined, true]);
  }

  /** @param {number} day */
  function date(day) {
    const text = new Date(day * DAY * 60 * SECOND).toISOString().slice(0, 10);
    if (chance(0.7)) return text;
    if (chance(0.9)) return (chance(0.7) ? text : slashed(text)) + (chance(0.3) ? '' : pick([' ', 'T']) + timeOfDay());
    const invalidDates = [`${text.slice(0, 8)}${whole(28, 32)}`, `${text.slice(0, 5)}00-00`, '', null, undefined, 20200117];
    return pick([mutated(text), mutated(`${text} ${timeOfDay()}`), ...invalidDates]);
  }

  /** @param {string} date */
  function slashed(date) {
    return date.replaceAll('-', '/').replaceAll('/0', pick(['/', '/0']));
  }

  function timeOfDay() {
    if (chance(0.5)) return pick(['00:00:00', '00:00:00.0', '00:00', '23:59:59', '23:59', '24:00:00', '00:00:01', '23:58:59']);
    return time() + (chance(0.5) ? seconds() : '');
  }

  function timeLimit() {
    if (chance(0.2)) return pick(['', ' ', undefined, null]);
    if (chance(0.02)) return pick([0, 11, {}, [], true]);
    if (chance(0.05)) return spaced(pick(FREE));
    const withSeconds = chance(0.2);
    const range = () => {
      const start = time() + (withSeconds ? pick([':00', ':00', ':00', ':00', ':01']) : '');
      return spaced(start) + pick(DASHES) + spaced(time() + (withSeconds ? seconds() : ''));
    };
    const ranges = Array.from({ length: pick([1, 1, 1, 2, 2, 3, 4]) }, range);
    const text = ranges.join(pick(SEPARATORS));
    return chance(0.1) ? mutated(text) : text;
  }

  function time() {
    const minutes = chance(0.25) ? pick([0, DAY, DAY - 1, 1]) : chance(0.5) ? whole(0, 23) * 60 : whole(0, DAY);
    edges.push((minutes % DAY) * 60);
    const hour = String(Math.floor(minutes / 60));
    return (chance(0.1) ? hour : hour.padStart(2, '0')) + pick(COLONS) + String(minutes % 60).padStart(2, '0');
  }

  function seconds() {
    const second = pick([0, 0, 59, 1, whole(0, 60)]);
    edges.push(...edges.slice(-1).map((edge) => edge + second));
    return `:${String(second).padStart(2, '0')}`;
  }

  function weekLimit() {
    if (chance(0.3)) return pick(['', '\u3000', undefined, null, '1,2,3,4,5,6,7']);
    if (chance(0.02)) return pick([3, {}, ['1', '2'], false]);
    if (chance(0.05)) return spaced(pick(FREE));
    const one = pick([digit, digit, digit, name, name, range, digits, pick([digit, name, word, range])]);
    const days = Array.from({ length: whole(1, pick([1, 3, 9])) }, () => spaced(one()));
    const text = days.join(pick([...SEPARATORS, '']));
    return chance(0.1) ? mutated(text) : text;
  }

  function digit() {
    return String(whole(1, 7));
  }

  function name() {
    return pick(['周', '星期', '礼拜', '']) + pick([...'一二三四五六日天']);
  }

  function word() {
    return pick(['工作日', '周末']);
  }

  function range() {
    const one = pick([digit, name]);
    return one() + pick(DASHES) + one();
  }

  function digits() {
    const some = [...'1234567'].filter(() => chance(0.5));
    return (chance(0.9) ? some : some.reverse()).join('');
  }

  /** @param {string} text */
  function mutated(text) {
    const place = whole(0, text.length);
    return text.slice(0, place) + pick([...NOISE, '']) + text.slice(place + whole(0, 1));
  }
}

// Leap days, ends of years, and days on which daylight-saving time began or ended in Shanghai or New York.
const notableDays = [
  ...['1970-01-01', '1972-02-29', '1986-05-04', '1986-09-14', '1987-04-12', '1991-04-14', '1991-09-15', '1999-12-31'],
  ...['2000-02-29', '2020-02-29', '2024-02-29', '2024-03-10', '2024-11-03', '2025-12-31', '2026-11-24', '2096-02-29'],
].map((date) => Date.parse(date) / SECOND / 60 / DAY);
