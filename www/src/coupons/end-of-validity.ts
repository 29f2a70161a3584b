/** The form does not matter here as it does to `usability`: whatever holds a day has its place in the order. */
const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?)?/;

/** Behind every date. */
const UNKNOWN = '~';

/**
 * The end of a coupon's validity in China, as a text that is in order where the ends are: `2026-12-31 18:00:00`, or `2026-12-31 24:00:00` for the whole
 * day. Midnight stands for the whole day, as in `usability`, and so does whatever is in the last minute.
 */
export function endOfValidity(endDate: string): string {
  const [, year, month, day, hour = '0', minute = '00', second = '00'] = DATE.exec(endDate) ?? [];
  if (!year || !month || !day) return UNKNOWN;
  const time = `${twoDigits(hour)}:${minute}:${second}`;
  const isWholeDay = time === '00:00:00' || time >= '23:59:00';
  return `${year}-${twoDigits(month)}-${twoDigits(day)} ${isWholeDay ? '24:00:00' : time}`;
}

const twoDigits = (digits: string): string => digits.padStart(2, '0');
