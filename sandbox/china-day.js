// @ts-check

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UTC_PLUS_8 = 8 * HOUR;

/**
 * A day in China, counted from today: `day(0)` is today, `day(-1)` yesterday, each as `yyyy-MM-dd`.
 *
 * @typedef {(offset: number) => string} Day
 */

/**
 * China keeps UTC+8 all year round, so shifting the clock and reading it in UTC is exact.
 *
 * @param {number} now milliseconds since the epoch
 * @returns {Day}
 */
export function chinaDays(now) {
  return (offset) => new Date(now + UTC_PLUS_8 + offset * DAY).toISOString().slice(0, 10);
}
