import type { CouponClient } from 'houcaller-coupons/gateway-client';

/** The methods that the desk uses, of a gateway client or a direct client. */
export type Client = Pick<CouponClient, 'listCoupons' | 'listCouponsOfMembers'>;
