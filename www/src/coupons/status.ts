import { CouponStatus } from 'houcaller-coupons';
import { couponStatus, unknownStatus, type Text } from '../texts';

/** How a status is coloured: open for use, on its way to somebody else, or over. */
export type StatusTone = 'open' | 'moving' | 'over';

interface StatusView {
  text: Text;
  tone: StatusTone;
}

const views = new Map<number, StatusView>([
  [CouponStatus.Unused, { text: couponStatus.unused, tone: 'open' }],
  [CouponStatus.Used, { text: couponStatus.used, tone: 'over' }],
  [CouponStatus.Expired, { text: couponStatus.expired, tone: 'over' }],
  [CouponStatus.Refunded, { text: couponStatus.refunded, tone: 'over' }],
  [CouponStatus.Gifting, { text: couponStatus.gifting, tone: 'moving' }],
]);

export function statusView(status: number): StatusView {
  return views.get(status) ?? { text: unknownStatus(status), tone: 'moving' };
}
