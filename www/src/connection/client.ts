import type { CouponClient } from 'houcaller-coupons/gateway-client';

/** As much of a client as the desk asks of it, whichever way it goes. */
export type Client = Pick<CouponClient, 'listCoupons' | 'listCouponsOfMembers'>;
