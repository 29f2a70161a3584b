// `usability` and `isCouponCode`: reads the facts off a coupon for the module, and writes its judgement out.
import { Fields, isNothing, nameOf, nameOrNone, object, unexpected } from './fields.js';
import { module } from './module.js';
import type { Usability, UsabilityReason } from './types.js';

/** As the module counts them. */
const REASONS: readonly UsabilityReason[] = [
  'usable',
  'used',
  'expired',
  'refunded',
  'gifting',
  'unknownStatus',
  'notYetValid',
  'wrongWeekday',
  'outsideHours',
];

const DAYS = ['begDate', 'endDate'];
/** The last moment that a `Date` can hold. */
const LAST_MOMENT_MS = 8.64e15;

const LONGEST_LIMIT = 1_000;
/** No limit is written so. */
const MALFORMED = '?';

/** @throws {CouponError} `input`, naming what cannot be read. */
export function judge(coupon: unknown, at: unknown, options: unknown): Usability {
  const { judge } = module();
  const fields = new Fields('input', object('input', 'coupon', coupon), 'coupon.');
  const status = fields.value('status');
  if (typeof status !== 'number') throw fields.unexpected('status', 'a number', nameOrNone(status));
  const days = DAYS.map((name) => fields.value(name));
  const [firstDay = '', lastDay = ''] = days.map((day) => short(day, 10, ''));
  const hours = limit(fields, 'timeLimit');
  const weekdays = limit(fields, 'weekLimit');
  const moment = momentOf(at);
  const sundayIsFirst = weekStart(options) === 'sunday';
  const [place = 0, changesAt = NaN, unread = 0] = new Float64Array(judge(status, firstDay, lastDay, hours, weekdays, moment, sundayIsFirst).buffer);
  if (place < 0) {
    const wrong = -place - 1;
    throw fields.unexpected(DAYS[wrong] as string, 'a date of the calendar as yyyy-MM-dd', typeof days[wrong] === 'string' ? 'another string' : nameOrNone(days[wrong]));
  }

  const reason = REASONS[place] as UsabilityReason;
  const usability: Usability = { usable: reason === 'usable', reason };
  if (!Number.isNaN(changesAt)) usability.changesAt = new Date(changesAt);
  if (unread) usability.ignored = (['timeLimit', 'weekLimit'] as const).filter((_, limit) => unread & (1 << limit));
  return usability;
}

/** A string of at most so many UTF-16 units. A longer one stays where it is: it might not fit into the module's memory. */
function short(value: unknown, mostUnits: number, otherwise: string): string {
  return typeof value === 'string' && value.length <= mostUnits ? value : otherwise;
}

/** The text of a limit, empty where there is none. What is no string is malformed like other nonsense, and so is one longer than any that can be meant. */
function limit(fields: Fields, name: string): string {
  const value = fields.value(name);
  return isNothing(value) ? '' : short(value, LONGEST_LIMIT, MALFORMED);
}

// Not `instanceof`: a Date of another realm is as good.
function momentOf(at: unknown): number {
  if (isNothing(at)) return Date.now();
  let ms: unknown;
  try {
    ms = (at as Date).getTime();
  } catch {
    // It is none.
  }
  if (typeof ms === 'number' && Math.abs(ms) <= LAST_MOMENT_MS) return ms;
  throw unexpected('input', 'at', 'a valid Date', typeof ms === 'number' ? 'an invalid one' : nameOf(at));
}

function weekStart(options: unknown): 'monday' | 'sunday' | undefined {
  if (isNothing(options)) return undefined;
  const fields = new Fields('input', object('input', 'options', options));
  const expected = "'monday' or 'sunday'";
  return fields.optional('weekStart', (value) => {
    if (value === 'monday' || value === 'sunday') return value;
    throw fields.unexpected('weekStart', expected, typeof value === 'string' ? 'another string' : nameOf(value));
  });
}

/** Whether a value is a string that is an EAN-13. */
export function isCouponCode(code: unknown): boolean {
  const { isCouponCode } = module();
  return typeof code === 'string' && code.length === 13 && isCouponCode(code);
}
