// @ts-check

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UTC_PLUS_8 = 8 * HOUR;

/**
 * Returns a day in China relative to today as `yyyy-MM-dd`: `day(0)` is today, `day(-1)` yesterday.
 *
 * @typedef {(offset: number) => string} Day
 */

/**
 * Adds 8 hours and reads the result as UTC, which is exact because China uses UTC+8 all year.
 *
 * @param {number} now milliseconds since the epoch
 * @returns {Day}
 */
export function chinaDays(now) {
  return (offset) => new Date(now + UTC_PLUS_8 + offset * DAY).toISOString().slice(0, 10);
}
