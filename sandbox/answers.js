// @ts-check
import { chinaDays } from './china-day.js';

/**
 * The answer of each member as JSON text. Made once a day: the text changes only with the date in China, and
 * ten thousand coupons are not made anew for every request.
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
