import type { Coupon, Usability } from 'houcaller-coupons/gateway-client';
import { joined, type Text } from '../texts/text';
import { unreadableLimit, weekdays, window } from '../texts/window';
import type { WeekStart } from './week-start';

const COMMA = /[,，]/;

/** A coupon's hours and days in words: 周一至周五 11:00–14:00. What was not understood is shown as it came. */
export function windowWords(coupon: Coupon, weekStart: WeekStart, ignored: Usability['ignored'] = []): Text {
  const limits = { weekLimit: textOf(coupon.weekLimit), timeLimit: textOf(coupon.timeLimit) };
  const read = (name: keyof typeof limits) => (ignored.includes(name) ? '' : limits[name]);
  const words = understood(read('weekLimit'), read('timeLimit'), weekStart);
  if (ignored.length === 0) return words;
  const raw = unreadableLimit(ignored.map((name) => limits[name]).join(' '));
  return ignored.length === 2 || (!read('weekLimit') && !read('timeLimit')) ? raw : joined([words, raw], ['；', '; ']);
}

const textOf = (limit: unknown): string => (typeof limit === 'string' ? limit.trim() : String(limit ?? ''));

function understood(weekLimit: string, timeLimit: string, weekStart: WeekStart): Text {
  if (!weekLimit && !timeLimit) return window.always;
  const days = weekLimit ? dayWords(weekLimit, weekStart) : window.everyDay;
  const hours = timeLimit ? hourWords(timeLimit) : window.allDay;
  return joined([days, hours], [' ', ' ']);
}

function dayWords(limit: string, weekStart: WeekStart): Text {
  const shift = weekStart === 'sunday' ? 6 : 0;
  const days = new Set(limit.split(COMMA).map((digit) => (Number(digit) - 1 + shift) % 7));
  return joined(runs(days).map(runWords), ['、', ', ']);
}

/** Days that follow each other, Monday first. */
function runs(days: ReadonlySet<number>): [first: number, last: number][] {
  const found: [number, number][] = [];
  for (let day = 0; day < 7; day++) {
    if (!days.has(day)) continue;
    const run = found.at(-1);
    if (run?.[1] === day - 1) run[1] = day;
    else found.push([day, day]);
  }
  return found;
}

function runWords([first, last]: [number, number]): Text {
  const [from, to] = [weekdays[first] as Text, weekdays[last] as Text];
  if (first === last) return from;
  return last - first === 1 ? joined([from, to], ['、', ', ']) : joined([from, to], ['至', '–']);
}

function hourWords(limit: string): Text {
  const ranges = limit.split(COMMA).map((range): Text => {
    const [start = '', end = ''] = range.split('-').map((time) => time.trim().replace('：', ':').padStart(5, '0'));
    const nextDay = end < start ? window.nextDay : { zh: '', en: '' };
    return { zh: `${start}–${nextDay.zh}${end}`, en: `${start}–${nextDay.en}${end}` };
  });
  return joined(ranges, ['、', ', ']);
}
