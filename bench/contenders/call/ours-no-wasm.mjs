// @ts-check
import init, { CouponClient } from 'houcaller-coupons/no-wasm';
import { opened } from './of-client.mjs';

export const name = 'houcaller-coupons/no-wasm';

/** @param {import('../../types.js').CallerSettings} settings */
export async function open(settings) {
  await init();
  return opened(CouponClient, settings);
}
