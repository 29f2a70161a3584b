// @ts-check
// Caches the answers of the members.
import { chinaDays } from './china-day.js';

/**
 * Caches the answer of each member as JSON text for a day in China, because it changes only with the date and may hold ten
 * thousand coupons.
 *
 * @param {() => number} now
 * @returns {(member: import('./members.js').Member) => string}
 */
export function dailyAnswers(now) {
  /** @type {Map<import('./members.js').Member, string>} */
  const texts = new Map();
  let today = '';

  return (member) => {
    const day = chinaDays(now());
    if (day(0) !== today) {
      texts.clear();
      today = day(0);
    }
    const text = texts.get(member) ?? JSON.stringify(member.answer(day));
    texts.set(member, text);
    return text;
  };
}
