// @ts-check
// A second implementation of the rules of usability, with Luxon and regular expressions, which shares no code with the package. It fills an
// array with the reason for each minute of the coming days, or for each second if a date has seconds, and looks the moment up in it.
import { DateTime, FixedOffsetZone } from 'luxon';

const CHINA = FixedOffsetZone.instance(8 * 60);
const DAY = 24 * 60;
const REASONS = /** @type {const} */ (['usable', 'wrongWeekday', 'outsideHours', 'notYetValid', 'expired']);
const [USABLE, WRONG_WEEKDAY, OUTSIDE_HOURS, NOT_YET_VALID, EXPIRED] = REASONS.keys();
const SETTLED = new Map([
  [1, 'used'],
  [2, 'expired'],
  [3, 'refunded'],
  [7, 'gifting'],
]);

// The notations of dates and limits.
const SPACE = String.raw`\p{White_Space}`;
const BETWEEN = `(?:${SPACE}*[,，;；|｜、]${SPACE}*|${SPACE}+)`;
const DASH = `${SPACE}*[-~‐‑‒–—―−－～〜至到]{1,2}${SPACE}*`;
const TIME = String.raw`(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.\d+)?)?`;
const FREE = /^(全天(可用|候)?|全时段|24小时|每天(可用)?|每日|不限(制|时间|时段)?|无限制)?$/;
const AROUND = new RegExp(`^${SPACE}+|${SPACE}+$`, 'gu');

const DATE = new RegExp(String.raw`^(?:(\d{4})-(\d{2})-(\d{2})|(\d{4})/(\d{1,2})/(\d{1,2}))(?:[ T]${TIME})?$`);
const RANGE = `${TIME}${DASH}${TIME}`;
const HOURS = new RegExp(`^${RANGE}(?:${BETWEEN}${RANGE})*$`, 'u');

const NUMERALS = '一二三四五六日天';
const WEEK = '(?:周|星期|礼拜)';
const TO_NAME = `(?:${DASH}${WEEK}?([${NUMERALS}]))?`;
const DIGITS = `(?:([1-7])${DASH}([1-7])|([1-7]+))`;
// The name of a weekday; numerals without a prefix may follow it.
const NAMES = `(?:工作日|周末|${WEEK}[${NUMERALS}]${TO_NAME})(?:${BETWEEN}?[${NUMERALS}]${TO_NAME})*`;
const ITEM = `(?:${DIGITS}|(?:${NAMES})+)`;
const WEEKDAYS = new RegExp(`^(?:${ITEM}${BETWEEN})*${ITEM}$`, 'u');
const ONE = new RegExp(`(工作日)|(周末)|${WEEK}?([${NUMERALS}])${TO_NAME}|${DIGITS}`, 'gu');

/**
 * @typedef {{ start: number, end: number }} Range minutes from midnight; the end may be on the next day
 * @typedef {{ day: number, isName: boolean }} Weekday from 1; if it is a name, 1 is Monday
 * @typedef {{ usable: boolean, reason: string, changesAt?: Date, daysLeft?: number, ignored?: string[] }} Expected
 */

/**
 * The expected result of `usability`, or the field that it must refuse.
 *
 * @param {Record<string, unknown>} coupon
 * @param {Date} date
 * @param {'monday' | 'sunday' | undefined} weekStart
 * @param {number} daysFilled how many days the array covers; results must not depend on it from nine on
 * @returns {Expected | { refused: string }}
 */
export function expected(coupon, date, weekStart, daysFilled) {
  if (typeof coupon.status !== 'number') return { refused: 'coupon.status' };
  const first = moments(coupon.begDate)?.begin;
  if (!first) return { refused: 'coupon.begDate' };
  const over = moments(coupon.endDate)?.end;
  if (!over) return { refused: 'coupon.endDate' };

  const ranges = limit(coupon.timeLimit, hours);
  const weekdays = limit(coupon.weekLimit, days);
  const limits = { timeLimit: ranges, weekLimit: weekdays };
  const ignored = Object.entries(limits)
    .filter(([, limit]) => limit === 'malformed')
    .map(([name]) => name);
  const at = DateTime.fromJSDate(date, { zone: CHINA });
  const lastDay = over.minus({ milliseconds: 1 }).startOf('day');
  const left = at < over ? { daysLeft: lastDay.diff(at.startOf('day'), 'days').days } : {};
  const common = { ...left, ...(ignored.length ? { ignored } : {}) };
  if (coupon.status !== 0) return { usable: false, reason: SETTLED.get(coupon.status) ?? 'unknownStatus', ...common };

  const origin = at.startOf('day').minus({ days: 1 });
  const unit = first.second || over.second ? 1 : 60;
  const placeOf = (/** @type {DateTime} */ moment) => (moment.toMillis() - origin.toMillis()) / 1_000 / unit;
  const reasons = reasonsBetween(first, over);
  const now = Math.floor(placeOf(at));
  const reason = reasons[now];
  let change = now;
  while (reasons[change] === reason) change += 1;
  const later = reason === EXPIRED ? undefined : reason === NOT_YET_VALID ? (first < over ? first : over) : over;
  const changesAt = (change < reasons.length ? origin.plus({ seconds: change * unit }) : later)?.toJSDate();
  return { usable: reason === USABLE, reason: REASONS[reason], ...(changesAt && { changesAt }), ...common };

  /**
   * @param {DateTime} first
   * @param {DateTime} over
   */
  function reasonsBetween(first, over) {
    const inADay = (DAY * 60) / unit;
    const inAMinute = 60 / unit;
    const reasons = new Uint8Array(daysFilled * inADay);
    const days = Array.from({ length: daysFilled }, (_, index) => origin.plus({ days: index }));
    const open = days.map((day) => {
      const digit = weekStart === 'sunday' ? (day.weekday % 7) + 1 : day.weekday;
      return !Array.isArray(weekdays) || weekdays.some((it) => it.day === (it.isName ? day.weekday : digit));
    });
    open.forEach((isOpen, index) => {
      reasons.fill(isOpen ? OUTSIDE_HOURS : WRONG_WEEKDAY, index * inADay, (index + 1) * inADay);
    });
    days.forEach((day, index) => {
      if (!open[index] || day < first.startOf('day')) return;
      for (const { start, end } of Array.isArray(ranges) ? ranges : [{ start: 0, end: DAY }]) {
        reasons.fill(USABLE, index * inADay + start * inAMinute, index * inADay + end * inAMinute);
      }
    });
    const clamp = (/** @type {DateTime} */ moment) => Math.min(Math.max(placeOf(moment), 0), reasons.length);
    reasons.fill(NOT_YET_VALID, 0, clamp(first));
    return reasons.fill(EXPIRED, clamp(over));
  }
}

/**
 * The moment at which validity begins if the text is a begDate, and the moment at which it ends if it is an endDate.
 *
 * @param {unknown} text
 */
function moments(text) {
  const parts =
    typeof text === 'string'
      ? DATE.exec(text)
          ?.slice(1)
          .filter((part) => part !== undefined)
      : undefined;
  if (!parts) return undefined;
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const midnight = DateTime.fromObject({ year, month, day }, { zone: CHINA });
  const isMidnight = hour + minute + second === 0;
  const isLastMidnight = hour === 24 && minute + second === 0;
  if (!midnight.isValid || !((hour < 24 && minute < 60 && second < 60) || isLastMidnight)) return undefined;
  const begin = midnight.plus({ hours: hour, minutes: minute, seconds: second });
  const isOfTheDay = isMidnight || isLastMidnight || (hour === 23 && minute === 59);
  return { begin, end: isOfTheDay ? midnight.plus({ days: 1 }) : begin };
}

/**
 * @template T
 * @param {unknown} text
 * @param {(text: string) => T[] | undefined} read
 * @returns {T[] | 'none' | 'malformed'}
 */
function limit(text, read) {
  if (text === undefined || text === null) return 'none';
  if (typeof text !== 'string') return 'malformed';
  const trimmed = text.replace(AROUND, '');
  return FREE.test(trimmed) ? 'none' : (read(trimmed) ?? 'malformed');
}

/**
 * @param {string} text
 * @returns {Range[] | undefined}
 */
function hours(text) {
  if (!HOURS.test(text)) return undefined;
  const ranges = [...text.matchAll(new RegExp(RANGE, 'gu'))].map(range);
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

/**
 * @param {RegExpMatchArray} match
 * @returns {Range | undefined}
 */
function range(match) {
  const [hour, minute, second, endHour, endMinute, endSecond] = match.slice(1).map((part) => Number(part ?? 0));
  const isTime = (/** @type {number[]} */ ...[hour, minute, second]) => hour < 24 && minute < 60 && second < 60;
  const isLastMidnight = endHour === 24 && endMinute + endSecond === 0;
  if (!isTime(hour, minute, second) || second !== 0 || !(isTime(endHour, endMinute, endSecond) || isLastMidnight)) return undefined;
  const start = hour * 60 + minute;
  const written = endHour * 60 + endMinute + endSecond / 60;
  const end = Math.ceil(written) >= DAY - 1 ? DAY : Math.ceil(written);
  return start === written ? undefined : { start, end: written > start ? end : end + DAY };
}

/**
 * @param {string} text
 * @returns {Weekday[] | undefined}
 */
function days(text) {
  if (!WEEKDAYS.test(text)) return undefined;
  /** @type {Weekday[]} */
  const found = [];
  for (const [, working, weekend, from, to, first, last, digits] of text.matchAll(ONE)) {
    const isName = digits === undefined && first === undefined;
    /** @returns {number[] | undefined} */
    const run = () => {
      if (working) return [1, 2, 3, 4, 5];
      if (weekend) return [6, 7];
      if (from) return through(ofName(from), to && ofName(to));
      if (first) return through(Number(first), Number(last));
      return rising([...digits].map(Number));
    };
    const days = run();
    if (!days) return undefined;
    found.push(...days.map((day) => ({ day, isName })));
  }
  return found;
}

const rising = (/** @type {number[]} */ run) => (run.every((day, index) => index === 0 || day > run[index - 1]) ? run : undefined);

const ofName = (/** @type {string} */ numeral) => (numeral === '天' ? 7 : NUMERALS.indexOf(numeral) + 1);

/**
 * The days from one to another, which may be in the next week.
 *
 * @param {number} first
 * @param {number | '' | undefined} last
 */
function through(first, last) {
  if (!last) return [first];
  if (last === first) return undefined;
  const count = (last - first + 7) % 7;
  return Array.from({ length: count + 1 }, (_, index) => ((first - 1 + index) % 7) + 1);
}
