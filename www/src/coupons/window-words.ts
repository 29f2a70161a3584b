import { usability, type Coupon, type Usability } from 'houcaller-coupons/gateway-client';
import { d, t } from '../texts/i18n';
import type { WeekStart } from './week-start';

const MINUTE = 60_000;
const DAY = 24 * 60;
const DAYS = 7;
// The limits are given to a coupon that is valid for one week from a Monday, and the package evaluates them in whatever form they are written.
const MONDAY = Date.parse('2024-01-01T00:00:00+08:00');
const WEEK = { status: 0, begDate: '2024-01-01', endDate: '2024-01-07' };

/** A coupon's hours and days in words: 周一至周五 11:00–14:00. A limit that cannot be parsed is shown as the CRM sent it. */
export function windowWords(coupon: Coupon, weekStart: WeekStart, ignored: Usability['ignored'] = []): string {
  const limits = { weekLimit: textOf(coupon.weekLimit), timeLimit: textOf(coupon.timeLimit) };
  const read = (name: keyof typeof limits) => (ignored.includes(name) ? '' : limits[name]);
  const words = understood(read('weekLimit'), read('timeLimit'), weekStart, coupon);
  if (ignored.length === 0) return words;
  const raw = t('window.unreadable', { limit: ignored.map((name) => limits[name]).join(' ') });
  return ignored.length === 2 || (!read('weekLimit') && !read('timeLimit')) ? raw : [words, raw].join(t('window.but'));
}

const textOf = (limit: unknown): string => (typeof limit === 'string' ? limit.trim() : String(limit ?? ''));

/** Limits with the same meaning give the same words, whatever their form. */
function understood(weekLimit: string, timeLimit: string, weekStart: WeekStart, coupon: Coupon): string {
  const days = weekLimit ? daysOf({ ...coupon, ...WEEK, weekLimit, timeLimit: '' }, weekStart) : undefined;
  const ranges = timeLimit ? hoursOfMonday({ ...coupon, ...WEEK, weekLimit: '周一', timeLimit }) : undefined;
  const isEveryDay = !days || days.size === DAYS;
  const isAllDay = !ranges || (ranges[0]?.[0] === 0 && ranges[0][1] === DAY);
  if (isEveryDay && isAllDay) return t('window.always');
  return t('window.days', {
    days: isEveryDay ? t('window.everyDay') : runs(days).map(runWords).join(t('window.and')),
    hours: isAllDay ? t('window.allDay') : ranges.map(rangeWords).join(t('window.and')),
  });
}

function daysOf(coupon: Coupon, weekStart: WeekStart): Set<number> {
  const isUsable = (day: number) => usability(coupon, new Date(MONDAY + day * DAY * MINUTE), { weekStart }).usable;
  return new Set(Array.from({ length: DAYS }, (_, day) => day).filter(isUsable));
}

/** Runs of consecutive days, from Monday. */
function runs(days: ReadonlySet<number>): [first: number, last: number][] {
  const found: [number, number][] = [];
  for (let day = 0; day < DAYS; day++) {
    if (!days.has(day)) continue;
    const run = found.at(-1);
    if (run?.[1] === day - 1) run[1] = day;
    else found.push([day, day]);
  }
  return found;
}

function runWords([first, last]: [number, number]): string {
  const [from, to] = [first, last].map((day) => d(MONDAY + day * DAY * MINUTE, 'weekday')) as [string, string];
  if (first === last) return from;
  return last - first === 1 ? [from, to].join(t('window.and')) : t('window.dayRange', { from, to });
}

/** The hours of a coupon that can be used on Mondays only, in minutes from midnight. Hours that continue past midnight end after 24:00. */
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

function rangeWords([start, end]: [number, number]): string {
  const at = (minutes: number) => MONDAY + minutes * MINUTE;
  return t(end > DAY ? 'window.overnight' : 'window.hourRange', { from: d(at(start), 'time'), to: d(at(end), end === DAY ? 'endTime' : 'time') });
}
