import { usability, type Coupon, type Usability } from 'houcaller-coupons/gateway-client';
import { joined, type Text } from '../texts/text';
import { unreadableLimit, weekdays, window } from '../texts/window';
import type { WeekStart } from './week-start';

const MINUTE = 60_000;
const DAY = 24 * 60;
// A coupon that is valid from a Monday on, for a week: the package says when it can be used, however its limits are written.
const MONDAY = Date.parse('2024-01-01T00:00:00+08:00');
const WEEK = { status: 0, begDate: '2024-01-01', endDate: '2024-01-07' };

/** A coupon's hours and days in words: 周一至周五 11:00–14:00. What was not understood is shown as it came. */
export function windowWords(coupon: Coupon, weekStart: WeekStart, ignored: Usability['ignored'] = []): Text {
  const limits = { weekLimit: textOf(coupon.weekLimit), timeLimit: textOf(coupon.timeLimit) };
  const read = (name: keyof typeof limits) => (ignored.includes(name) ? '' : limits[name]);
  const words = understood(read('weekLimit'), read('timeLimit'), weekStart, coupon);
  if (ignored.length === 0) return words;
  const raw = unreadableLimit(ignored.map((name) => limits[name]).join(' '));
  return ignored.length === 2 || (!read('weekLimit') && !read('timeLimit')) ? raw : joined([words, raw], ['；', '; ']);
}

const textOf = (limit: unknown): string => (typeof limit === 'string' ? limit.trim() : String(limit ?? ''));

function understood(weekLimit: string, timeLimit: string, weekStart: WeekStart, coupon: Coupon): Text {
  if (!weekLimit && !timeLimit) return window.always;
  const days = weekLimit ? dayWords({ ...coupon, ...WEEK, weekLimit, timeLimit: '' }, weekStart) : window.everyDay;
  const hours = timeLimit ? hourWords({ ...coupon, ...WEEK, weekLimit: '周一', timeLimit }) : window.allDay;
  return joined([days, hours], [' ', ' ']);
}

function dayWords(coupon: Coupon, weekStart: WeekStart): Text {
  const isUsable = (day: number) => usability(coupon, new Date(MONDAY + day * DAY * MINUTE), { weekStart }).usable;
  const days = new Set([...weekdays.keys()].filter(isUsable));
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

function hourWords(coupon: Coupon): Text {
  const ranges = hoursOfMonday(coupon);
  if (ranges[0]?.[0] === 0 && ranges[0][1] === DAY) return window.allDay;
  return joined(ranges.map(rangeWords), ['、', ', ']);
}

/** In minutes from midnight, for a coupon that can be used on Mondays only; those past midnight end after 24:00. */
function hoursOfMonday(coupon: Coupon): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  let start = 0;
  while (start < DAY) {
    const { usable, changesAt } = usability(coupon, new Date(MONDAY + start * MINUTE));
    if (!changesAt) break;
    const end = (changesAt.getTime() - MONDAY) / MINUTE;
    if (usable) ranges.push([start, end]);
    start = end;
  }
  return ranges;
}

function rangeWords([start, end]: [number, number]): Text {
  const [from, to] = [clock(start), clock(end > DAY ? end - DAY : end)];
  const nextDay = end > DAY ? window.nextDay : { zh: '', en: '' };
  return { zh: `${from}–${nextDay.zh}${to}`, en: `${from}–${nextDay.en}${to}` };
}

const clock = (minutes: number) => [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
