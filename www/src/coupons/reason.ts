import { CouponStatus } from 'houcaller-coupons/gateway-client';
import { d, inARow, n, t } from '../texts/i18n';
import { chinaDay, daysBetween } from './china-time';
import { usableFromMoment, type JudgedCoupon } from './judged';
import { momentText } from './validity';
import type { WeekStart } from './week-start';

/** Why a coupon can or cannot be used, and when that changes. */
export interface ReasonView {
  reason: string;
  /** From when the coupon can be used, or until when today. */
  when?: string;
  /** The end of the countdown, in milliseconds since the epoch. */
  countsTo?: number;
}

/** `today` may be any moment of the day, because the words change only with the day. */
export function reasonView(judged: JudgedCoupon, weekStart: WeekStart, today: number): ReasonView {
  const { coupon, verdict } = judged;
  if (!verdict) return { reason: t('reasons.unreadable') };
  switch (verdict.reason) {
    case 'usable':
      return usableView(verdict.changesAt, today);
    case 'used':
      return { reason: t('reasons.used'), ...(coupon.useTime && { when: t('reasons.usedAt', { moment: momentText(coupon.useTime) }) }) };
    case 'expired':
      return { reason: t(coupon.status === CouponStatus.Unused ? 'reasons.expiredUnused' : 'reasons.expired') };
    case 'notYetValid':
    case 'wrongWeekday':
    case 'outsideHours':
      return { reason: t(`reasons.${verdict.reason}`), ...waiting(usableFromMoment(judged, weekStart), today) };
    default:
      return { reason: t(`reasons.${verdict.reason}`) };
  }
}

function usableView(changesAt: Date | undefined, today: number): ReasonView {
  const endsToday = changesAt !== undefined && daysBetween(today, changesAt) === 0;
  return { reason: t('reasons.usable'), ...(endsToday && { when: t('reasons.untilToday', { time: d(changesAt, 'time') }) }) };
}

function waiting(moment: Date | undefined, today: number): Pick<ReasonView, 'when' | 'countsTo'> {
  if (!moment) return { when: t('reasons.neverAgain') };
  const time = d(moment, 'time');
  return { when: fromWords(moment, daysBetween(today, moment), time, today), countsTo: moment.getTime() };
}

function fromWords(moment: Date, days: number, time: string, today: number): string {
  if (days === 0) return t('reasons.fromToday', { time });
  if (days === 1) return t('reasons.fromTomorrow', { time });
  const isThisYear = chinaDay(moment).slice(0, 4) === chinaDay(today).slice(0, 4);
  return t('reasons.fromDay', { time, day: d(moment, isThisYear ? 'day' : 'dayOfYear') });
}

/** The reason as one text. With `now`, it includes the countdown. */
export function reasonWords({ reason, when, countsTo }: ReasonView, now?: number): string {
  const left = now !== undefined && countsTo !== undefined ? t('reasons.left', { left: timeLeft(countsTo - now) }) : undefined;
  return [reason, when, left].filter((part) => part !== undefined).join(t('reasons.and'));
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

/** The remaining time: to the second within a day, otherwise in days and hours. */
export function timeLeft(ms: number): string {
  const left = Math.max(0, Math.ceil(ms / SECOND) * SECOND);
  if (left < DAY) return d(left, 'countdown');
  return inARow([n(Math.floor(left / DAY), 'days'), n(Math.floor((left % DAY) / HOUR), 'hours')]);
}
