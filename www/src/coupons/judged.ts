import init, { CouponError, CouponStatus, usability, type Coupon, type Usability } from 'houcaller-coupons/gateway-client';
import { daysBetween } from './china-time';
import { inSlices } from './slices';
import type { WeekStart } from './week-start';

export const TABS = ['available', 'used', 'void'] as const;

/** `available`: usable now or at a later time in its validity. `void`: not used, and no longer usable. */
export type CouponTab = (typeof TABS)[number];

export interface JudgedCoupon {
  coupon: Coupon;
  /** Undefined if the coupon's dates cannot be read. */
  verdict: Usability | undefined;
  tab: CouponTab;
  /** The text that the search matches: lower-case, with full-width characters as ordinary ones. */
  searched: string;
}

/** Loads the WebAssembly module. Await this before the first call of `judge`. */
export const ready = (): Promise<unknown> => init();

export function judge(coupon: Coupon, weekStart: WeekStart, at?: Date): JudgedCoupon {
  const verdict = verdictOf(coupon, weekStart, at);
  return { coupon, verdict, tab: tabOf(coupon, verdict, weekStart), searched: searchable(`${coupon.cpnName}\n${coupon.cpnCode}`) };
}

/** Makes a text comparable: 「（堂食）」 from a Chinese keyboard matches "(堂食)". */
export const searchable = (text: string): string => text.normalize('NFKC').toLowerCase();

export async function judgeAll(coupons: readonly Coupon[], weekStart: WeekStart, signal?: AbortSignal): Promise<JudgedCoupon[]> {
  const judged: JudgedCoupon[] = [];
  await inSlices(coupons, (coupon) => judged.push(judge(coupon, weekStart)), signal);
  return judged;
}

/** Judges the coupons again whose verdict has changed by now. Returns the same list if there are none. On a new day all have fewer days left. */
export function judgedAnew(judged: JudgedCoupon[], weekStart: WeekStart, before: number, now: number): JudgedCoupon[] {
  const isAnotherDay = daysBetween(before, now) !== 0;
  const isDue = ({ verdict }: JudgedCoupon) => isAnotherDay || (verdict?.changesAt !== undefined && verdict.changesAt.getTime() <= now);
  if (!judged.some(isDue)) return judged;
  return judged.map((one) => (isDue(one) ? judge(one.coupon, weekStart, new Date(now)) : one));
}

/** The most changes of the reason before a coupon becomes usable: not yet valid, then another weekday, then other hours. */
const LONGEST_CHAIN = 4;

/** The moment from which a coupon can be used again. Undefined if it never can. */
export function usableFromMoment({ coupon, verdict }: Pick<JudgedCoupon, 'coupon' | 'verdict'>, weekStart: WeekStart): Date | undefined {
  let next = verdict;
  for (let step = 0; step < LONGEST_CHAIN && next?.changesAt; step++) {
    const at = next.changesAt;
    next = usability(coupon, at, { weekStart });
    if (next.usable) return at;
  }
  return undefined;
}

/** @returns undefined if the coupon's dates cannot be read */
export function verdictOf(coupon: Coupon, weekStart: WeekStart, at?: Date): Usability | undefined {
  try {
    return usability(coupon, at, { weekStart });
  } catch (error) {
    // The coupon has an invalid date. The other coupons must still be shown.
    if (error instanceof CouponError && error.kind === 'input') return undefined;
    throw error;
  }
}

function tabOf(coupon: Coupon, verdict: Usability | undefined, weekStart: WeekStart): CouponTab {
  switch (verdict?.reason) {
    case 'usable':
      return 'available';
    case 'notYetValid':
    case 'wrongWeekday':
    case 'outsideHours':
      // The last hours of use may end before the last day of validity.
      return usableFromMoment({ coupon, verdict }, weekStart) ? 'available' : 'void';
    case 'used':
      return 'used';
    case undefined:
      // An unreadable date must not make an unused coupon look void.
      return coupon.status === CouponStatus.Unused ? 'available' : coupon.status === CouponStatus.Used ? 'used' : 'void';
    default:
      return 'void';
  }
}
