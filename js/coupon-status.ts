/** The states of a coupon that are known. `Refunded` and `Gifting` come from a later page of the same API; others may follow. */
export const CouponStatus = {
  /** 未使用 */
  Unused: 0,
  /** 已使用 */
  Used: 1,
  /** 已过期 */
  Expired: 2,
  /** 已退款 */
  Refunded: 3,
  /** 赠送中 */
  Gifting: 7,
} as const;
