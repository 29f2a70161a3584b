import { CouponStatus } from 'houcaller-coupons/gateway-client';
import { couponStatus, unknownStatus } from '../texts/coupons';
import type { Text } from '../texts/text';
import type { JudgedCoupon } from './judged';

/** How a status is coloured: open for use, not at this moment or on its way to somebody else, or over. */
export type StatusTone = 'open' | 'moving' | 'over';

interface StatusView {
  text: Text;
  tone: StatusTone;
}

const views = new Map<number, StatusView>([
  [CouponStatus.Used, { text: couponStatus.used, tone: 'over' }],
  [CouponStatus.Expired, { text: couponStatus.expired, tone: 'over' }],
  [CouponStatus.Refunded, { text: couponStatus.refunded, tone: 'over' }],
  [CouponStatus.Gifting, { text: couponStatus.gifting, tone: 'moving' }],
]);

/** What is stamped on a coupon: its status, and for one that nobody used in time, that it is over. */
export function statusView({ coupon: { status }, verdict, tab }: JudgedCoupon): StatusView {
  if (status !== CouponStatus.Unused) return views.get(status) ?? { text: unknownStatus(status), tone: 'moving' };
  if (verdict?.reason === 'expired') return { text: couponStatus.expired, tone: 'over' };
  return { text: couponStatus.unused, tone: verdict?.usable ? 'open' : tab === 'void' ? 'over' : 'moving' };
}
