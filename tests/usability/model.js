// @ts-check
// The rules of usability a second time, on Luxon and in another way: the coming days are painted minute by minute, and
// the answer is read off.
import { DateTime, FixedOffsetZone } from 'luxon';

const CHINA = FixedOffsetZone.instance(8 * 60);
const DAY = 24 * 60;
const REASONS = /** @type {const} */ (['usable', 'wrongWeekday', 'outsideHours', 'notYetValid', 'expired']);
const [USABLE, WRONG_WEEKDAY, OUTSIDE_HOURS, NOT_YET_VALID, EXPIRED] = REASONS.keys();
const SETTLED = new Map([[1, 'used'], [2, 'expired'], [3, 'refunded'], [7, 'gifting']]);

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const RANGE = /^(\d{1,2})[:\uFF1A](\d{2})\p{White_Space}*-\p{White_Space}*(\d{1,2})[:\uFF1A](\d{2})$/u;
const COMMA = /\p{White_Space}*[,\uFF0C]\p{White_Space}*/u;
const AROUND = /^\p{White_Space}+|\p{White_Space}+$/gu;

/**
 * @typedef {{ start: number, end: number }} Range minutes from midnight; the end is up to a day behind it
 * @typedef {{ usable: boolean, reason: string, changesAt?: Date, ignored?: string[] }} Expected
 */

/**
 * What `usability` should say, or the field that it should refuse.
 *
 * @param {Record<string, unknown>} coupon
 * @param {Date} date
 * @param {'monday' | 'sunday' | undefined} weekStart
 * @param {number} daysPainted from nine on it makes no difference, which is one of the things to show
 * @returns {Expected | { refused: string }}
 */
export function expected(coupon, date, weekStart, daysPainted) {
  if (typeof coupon.status !== 'number') return { refused: 'coupon.status' };
  const first = day(coupon.begDate);
  if (!first) return { refused: 'coupon.begDate' };
  const last = day(coupon.endDate);
  if (!last) return { refused: 'coupon.endDate' };

  const ranges = limit(coupon.timeLimit, range);
  const weekdays = limit(coupon.weekLimit, weekday);
  const limits = { timeLimit: ranges, weekLimit: weekdays };
  const ignored = Object.entries(limits).filter(([, limit]) => limit === 'malformed').map(([name]) => name);
  const said = ignored.length ? { ignored } : {};
  if (coupon.status !== 0) return { usable: false, reason: SETTLED.get(coupon.status) ?? 'unknownStatus', ...said };

  const at = DateTime.fromJSDate(date, { zone: CHINA });
  const origin = at.startOf('day').minus({ days: 1 });
  const over = last.plus({ days: 1 });
  const minuteOf = (/** @type {DateTime} */ moment) => (moment.toMillis() - origin.toMillis()) / 60_000;
  const minutes = paint(first);
  const now = Math.floor(minuteOf(at));
  const reason = minutes[now];
  let change = now;
  while (minutes[change] === reason) change += 1;
  const later = reason === EXPIRED ? undefined : reason === NOT_YET_VALID ? (first < over ? first : over) : over;
  const changesAt = (change < minutes.length ? origin.plus({ minutes: change }) : later)?.toJSDate();
  return { usable: reason === USABLE, reason: REASONS[reason], ...(changesAt && { changesAt }), ...said };

  /** @param {DateTime} first */
  function paint(first) {
    const canvas = new Uint8Array(daysPainted * DAY);
    const days = Array.from({ length: daysPainted }, (_, index) => origin.plus({ days: index }));
    const open = days.map((day) => {
      const digit = weekStart === 'sunday' ? (day.weekday % 7) + 1 : day.weekday;
      return !Array.isArray(weekdays) || weekdays.includes(digit);
    });
    open.forEach((isOpen, index) => {
      canvas.fill(isOpen ? OUTSIDE_HOURS : WRONG_WEEKDAY, index * DAY, (index + 1) * DAY);
    });
    days.forEach((day, index) => {
      if (!open[index] || day < first) return;
      for (const { start, end } of Array.isArray(ranges) ? ranges : [{ start: 0, end: DAY }]) {
        canvas.fill(USABLE, index * DAY + start, index * DAY + end);
      }
    });
    const clamp = (/** @type {DateTime} */ moment) => Math.min(Math.max(minuteOf(moment), 0), canvas.length);
    canvas.fill(NOT_YET_VALID, 0, clamp(first));
    return canvas.fill(EXPIRED, clamp(over));
  }
}

/** @param {unknown} text */
function day(text) {
  const date = typeof text === 'string' && DATE.test(text) ? DateTime.fromISO(text, { zone: CHINA }) : undefined;
  return date?.isValid ? date : undefined;
}

/**
 * @template T
 * @param {unknown} text
 * @param {(piece: string) => T | undefined} read
 * @returns {T[] | 'none' | 'malformed'}
 */
function limit(text, read) {
  if (text === undefined || text === null) return 'none';
  if (typeof text !== 'string') return 'malformed';
  const trimmed = text.replace(AROUND, '');
  if (trimmed === '') return 'none';
  /** @type {T[]} */
  const values = [];
  for (const piece of trimmed.split(COMMA)) {
    const value = read(piece);
    if (value === undefined) return 'malformed';
    values.push(value);
  }
  return values;
}

/**
 * @param {string} text
 * @returns {Range | undefined}
 */
function range(text) {
  const [hour, minute, endHour, endMinute] = RANGE.exec(text)?.slice(1).map(Number) ?? [];
  const isTime = (/** @type {number} */ hour, /** @type {number} */ minute) => hour < 24 && minute < 60;
  if (!isTime(hour, minute) || !(isTime(endHour, endMinute) || (endHour === 24 && endMinute === 0))) return undefined;
  const start = hour * 60 + minute;
  const end = endHour * 60 + endMinute;
  return start === end ? undefined : { start, end: end > start ? end : end + DAY };
}

/** @param {string} text */
function weekday(text) {
  return /^[1-7]$/.test(text) ? Number(text) : undefined;
}
