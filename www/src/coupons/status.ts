import { CouponStatus } from 'houcaller-coupons/gateway-client';
import { t } from '../texts/i18n';
import type { PlainKey } from '../texts/message';
import type { JudgedCoupon } from './judged';

/** The colour of a status. `open`: usable now. `moving`: not usable now, or being given to somebody else. `over`: no longer usable. */
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

/** Why a till would refuse the code for good. Undefined for a status that may still change, such as a gift or an unknown status. */
export function finalStatusOf({ coupon, verdict }: Pick<JudgedCoupon, 'coupon' | 'verdict'>): 'used' | 'expired' | 'refunded' | undefined {
  // A coupon with unreadable dates has no verdict, so the status decides.
  const reason = verdict?.reason ?? overStatuses.get(coupon.status);
  return reason === 'used' || reason === 'expired' || reason === 'refunded' ? reason : undefined;
}

/** The days that a coupon is still valid. Undefined if there are too many to be worth showing. */
export function daysLeftToShow({ verdict, tab }: Pick<JudgedCoupon, 'verdict' | 'tab'>): number | undefined {
  const days = verdict?.daysLeft;
  return tab === 'available' && days !== undefined && days <= MOST_DAYS ? days : undefined;
}

/** The status text on a card. A coupon that was not used in time is shown as expired. */
export function statusView({ coupon: { status }, verdict, tab }: Pick<JudgedCoupon, 'coupon' | 'verdict' | 'tab'>): StatusView {
  if (status !== CouponStatus.Unused) {
    const known = views.get(status);
    return known ? { ...known, text: t(known.text) } : { text: t('status.unknown', { status }), tone: 'moving' };
  }
  if (verdict?.reason === 'expired') return { text: t('status.expired'), tone: 'over' };
  return { text: t('status.unused'), tone: verdict?.usable ? 'open' : tab === 'void' ? 'over' : 'moving' };
}
