/** This accepts more forms than `usability`, because every text that contains a date can be sorted. */
const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?)?/;

/** Sorts after every date. */
const UNKNOWN = '~';

/**
 * The end of a coupon's validity as a sort key in China time: `2026-12-31 18:00:00`, or `2026-12-31 24:00:00` for a whole day. As in
 * `usability`, midnight means the whole day. A time in the last minute of the day means the same.
 */
export function endOfValidity(endDate: string): string {
  const [, year, month, day, hour = '0', minute = '00', second = '00'] = DATE.exec(endDate) ?? [];
  if (!year || !month || !day) return UNKNOWN;
  const time = `${twoDigits(hour)}:${minute}:${second}`;
  const isWholeDay = time === '00:00:00' || time >= '23:59:00';
  return `${year}-${twoDigits(month)}-${twoDigits(day)} ${isWholeDay ? '24:00:00' : time}`;
}

const twoDigits = (digits: string): string => digits.padStart(2, '0');
