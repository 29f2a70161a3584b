// @ts-check
import init, { CouponClient } from 'houcaller-coupons-before';
import { opened } from './of-client.mjs';

export const name = 'our client in TypeScript';

/** @param {import('../../types.js').CallerSettings} settings */
export async function open(settings) {
  await init();
  return opened(CouponClient, settings);
}
