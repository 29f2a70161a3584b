import init, { CouponError, CouponStatus, usability, type Coupon, type Usability } from 'houcaller-coupons/gateway-client';
import { daysBetween } from './china-time';
import { inSlices } from './slices';
import type { WeekStart } from './week-start';

export const TABS = ['available', 'used', 'void'] as const;

/** `available`: now, or at another hour or day of its validity. `void`: of no more use, though nobody used it. */
export type CouponTab = (typeof TABS)[number];

export interface JudgedCoupon {
  coupon: Coupon;
  /** None where the coupon's dates cannot be read. */
  verdict: Usability | undefined;
  tab: CouponTab;
  /** What the search looks into. */
  searched: string;
}

/** Before the first judgement. */
export const ready = (): Promise<unknown> => init();

export function judge(coupon: Coupon, weekStart: WeekStart, at?: Date): JudgedCoupon {
  const verdict = verdictOf(coupon, weekStart, at);
  return { coupon, verdict, tab: tabOf(coupon, verdict, weekStart), searched: `${coupon.cpnName}\n${coupon.cpnCode}`.toLowerCase() };
}

export async function judgeAll(coupons: readonly Coupon[], weekStart: WeekStart, signal?: AbortSignal): Promise<JudgedCoupon[]> {
  const judged: JudgedCoupon[] = [];
  await inSlices(coupons, (coupon) => judged.push(judge(coupon, weekStart)), signal);
  return judged;
}

/** The judgement of an earlier moment with those judged anew that are due by now; the same list where none is. Another day leaves fewer days to each. */
export function judgedAnew(judged: JudgedCoupon[], weekStart: WeekStart, before: number, now: number): JudgedCoupon[] {
  const isAnotherDay = daysBetween(before, now) !== 0;
  const isDue = ({ verdict }: JudgedCoupon) => isAnotherDay || (verdict?.changesAt !== undefined && verdict.changesAt.getTime() <= now);
  if (!judged.some(isDue)) return judged;
  return judged.map((one) => (isDue(one) ? judge(one.coupon, weekStart, new Date(now)) : one));
}

/** Chains of another reason before the usable one are short: not yet valid, then another weekday, then other hours. */
const LONGEST_CHAIN = 4;

/** When a coupon that cannot be used now can be; none if never. */
export function usableFromMoment({ coupon, verdict }: Pick<JudgedCoupon, 'coupon' | 'verdict'>, weekStart: WeekStart): Date | undefined {
  let next = verdict;
  for (let step = 0; step < LONGEST_CHAIN && next?.changesAt; step++) {
    const at = next.changesAt;
    next = usability(coupon, at, { weekStart });
    if (next.usable) return at;
  }
  return undefined;
}

function verdictOf(coupon: Coupon, weekStart: WeekStart, at?: Date): Usability | undefined {
  try {
    return usability(coupon, at, { weekStart });
  } catch (error) {
    // A date that is none. It must not take the other coupons away.
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
      // Its last hours may be over before its last day is.
      return usableFromMoment({ coupon, verdict }, weekStart) ? 'available' : 'void';
    case 'used':
      return 'used';
    case undefined:
      // Nobody is told that it is over because its dates are misspelt.
      return coupon.status === CouponStatus.Unused ? 'available' : coupon.status === CouponStatus.Used ? 'used' : 'void';
    default:
      return 'void';
  }
}
