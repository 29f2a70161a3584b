// @ts-check
import init, { CouponClient } from 'houcaller-coupons';
import { opened } from './of-client.mjs';

export const name = 'houcaller-coupons';

/** @param {import('./index.mjs').Settings} settings */
export async function open(settings) {
  await init();
  return opened(CouponClient, settings);
}
