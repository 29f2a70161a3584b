// @ts-check
import { CouponClient, init } from 'houcaller-coupons/gateway-client';
import { openedGateway } from './of-client.mjs';

export const open = openedGateway({ CouponClient, init });
