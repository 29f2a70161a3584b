import { d } from '../texts/i18n';

/** This accepts more forms than `usability`, because every text that contains a date can be shown in words. */
const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.\d+)?)?)?$/;

/** A date of a coupon: the day as `yyyy-MM-dd`, and the time unless it is the first or last minute of the day. */
export interface CouponDate {
  day: string;
  time?: string;
}

export function readCouponDate(text: string): CouponDate | undefined {
  const [, year, month = '', date = '', hour = '0', minute = '00'] = DATE.exec(text) ?? [];
  if (!year) return undefined;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) return undefined;
  const time = `${hour.padStart(2, '0')}:${minute}`;
  if (!(Date.parse(`${day}T${time}Z`) >= 0 || Date.parse(`${day}T${time}Z`) < 0)) return undefined;
  return time === '00:00' || time === '23:59' || time === '24:00' ? { day } : { day, time };
}

/** A date of a coupon in words. A text that is no date is returned unchanged. */
export function dateText(text: string): string {
  const date = readCouponDate(text);
  if (!date) return text;
  return d(new Date(`${date.day}T${date.time ?? '00:00'}:00+08:00`), date.time ? 'moment' : 'dayOfYear');
}

/** The moment at which a coupon was used, to the minute. */
export function momentText(text: string): string {
  const [, year, month = '', date = '', hour, minute] = DATE.exec(text) ?? [];
  if (!year || !hour || !minute) return dateText(text);
  const moment = new Date(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}:00+08:00`);
  return Number.isNaN(moment.getTime()) ? text : d(moment, 'moment');
}
