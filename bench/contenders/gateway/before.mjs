// @ts-check
import { CouponClient, init } from 'houcaller-coupons-before/gateway-client';
import { openedGateway } from './of-client.mjs';

export const open = openedGateway({ CouponClient, init });
