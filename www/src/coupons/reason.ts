import { CouponStatus } from 'houcaller-coupons/gateway-client';
import { dayText, reasons, timeLeft, tomorrow, usableFrom, usableUntil, usedAt } from '../texts/reasons';
import { joined, type Text } from '../texts/text';
import { chinaDay, chinaTime, daysBetween } from './china-time';
import { usableFromMoment, type JudgedCoupon } from './judged';
import type { WeekStart } from './week-start';

/** Why a coupon can be used, or not, and when that changes. */
export interface ReasonView {
  reason: Text;
  /** From when it can be used, or until when today. */
  when?: Text;
  /** The moment that is counted down to. */
  countsTo?: number;
}

/** `today` is any moment of it: what is said changes with the day alone. */
export function reasonView(judged: JudgedCoupon, weekStart: WeekStart, today: number): ReasonView {
  const { coupon, verdict } = judged;
  if (!verdict) return { reason: reasons.unreadable };
  switch (verdict.reason) {
    case 'usable':
      return usableView(verdict.changesAt, today);
    case 'used':
      return { reason: reasons.used, ...(coupon.useTime && { when: usedAt(coupon.useTime) }) };
    case 'expired':
      return { reason: coupon.status === CouponStatus.Unused ? reasons.expiredUnused : reasons.expired };
    case 'notYetValid':
    case 'wrongWeekday':
    case 'outsideHours':
      return { reason: reasons[verdict.reason], ...waiting(usableFromMoment(judged, weekStart), today) };
    default:
      return { reason: reasons[verdict.reason] };
  }
}

function usableView(changesAt: Date | undefined, today: number): ReasonView {
  const endsToday = changesAt !== undefined && daysBetween(today, changesAt) === 0;
  return { reason: reasons.usable, ...(endsToday && { when: usableUntil(chinaTime(changesAt)) }) };
}

function waiting(moment: Date | undefined, today: number): Pick<ReasonView, 'when' | 'countsTo'> {
  if (!moment) return { when: reasons.neverAgain };
  const days = daysBetween(today, moment);
  const day = days === 0 ? undefined : days === 1 ? tomorrow : dayText(chinaDay(moment), chinaDay(today).slice(0, 4));
  return { when: usableFrom(chinaTime(moment), day), countsTo: moment.getTime() };
}

/** All of it in a row; with `now`, what is left is counted too. */
export function reasonWords({ reason, when, countsTo }: ReasonView, now?: number): Text {
  const left = now !== undefined && countsTo !== undefined ? timeLeft(countsTo - now) : undefined;
  const parts = [reason, when, left].filter((part) => part !== undefined);
  return joined(parts, ['，', ', ']);
}

