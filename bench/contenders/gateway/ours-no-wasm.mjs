// @ts-check
import { CouponClient, init } from 'houcaller-coupons/gateway-client/no-wasm';
import { openedGateway } from './of-client.mjs';

export const open = openedGateway({ CouponClient, init });
