/**
 * The known values of `coupon.status`. `Refunded` and `Gifting` are documented on a later page of the same API; the CRM
 * may add others.
 *
 * @example
 * const coupons = await client.listCoupons({ memberId: 'K1H93QDKI00B7' });
 * const unused = coupons.filter(({ status }) => status === CouponStatus.Unused);
 */
export const CouponStatus = {
  /** Unused: 未使用. */
  Unused: 0,
  /** Used: 已使用. */
  Used: 1,
  /** Expired: 已过期. */
  Expired: 2,
  /** Refunded: 已退款. */
  Refunded: 3,
  /** Being given away: 赠送中. */
  Gifting: 7,
} as const;
