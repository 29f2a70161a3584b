import { CouponStatus } from 'houcaller-coupons/gateway-client';
import { t } from '../texts/i18n';
import type { PlainKey } from '../texts/message';
import type { JudgedCoupon } from './judged';

/** How a status is coloured: open for use, not at this moment or on its way to somebody else, or over. */
export type StatusTone = 'open' | 'moving' | 'over';

const MOST_DAYS = 7;

interface StatusView {
  text: string;
  tone: StatusTone;
}

const views = new Map<number, { text: PlainKey; tone: StatusTone }>([
  [CouponStatus.Used, { text: 'status.used', tone: 'over' }],
  [CouponStatus.Expired, { text: 'status.expired', tone: 'over' }],
  [CouponStatus.Refunded, { text: 'status.refunded', tone: 'over' }],
  [CouponStatus.Gifting, { text: 'status.gifting', tone: 'moving' }],
]);

const overStatuses = new Map<number, 'used' | 'expired' | 'refunded'>([
  [CouponStatus.Used, 'used'],
  [CouponStatus.Expired, 'expired'],
  [CouponStatus.Refunded, 'refunded'],
]);

/** A coupon of no more use, whose code a till would refuse; gifts and what nobody knows may still change. */
export function overBy({ coupon, verdict }: Pick<JudgedCoupon, 'coupon' | 'verdict'>): 'used' | 'expired' | 'refunded' | undefined {
  // Without dates that can be read there is no verdict: the status says it alone.
  const reason = verdict?.reason ?? overStatuses.get(coupon.status);
  return reason === 'used' || reason === 'expired' || reason === 'refunded' ? reason : undefined;
}

/** How many days a coupon is still good for, where they are few enough to say so. */
export function daysToSay({ verdict, tab }: Pick<JudgedCoupon, 'verdict' | 'tab'>): number | undefined {
  const days = verdict?.daysLeft;
  return tab === 'available' && days !== undefined && days <= MOST_DAYS ? days : undefined;
}

/** What is stamped on a coupon: its status, and for one that nobody used in time, that it is over. */
export function statusView({ coupon: { status }, verdict, tab }: Pick<JudgedCoupon, 'coupon' | 'verdict' | 'tab'>): StatusView {
  if (status !== CouponStatus.Unused) {
    const known = views.get(status);
    return known ? { ...known, text: t(known.text) } : { text: t('status.unknown', { status }), tone: 'moving' };
  }
  if (verdict?.reason === 'expired') return { text: t('status.expired'), tone: 'over' };
  return { text: t('status.unused'), tone: verdict?.usable ? 'open' : tab === 'void' ? 'over' : 'moving' };
}
