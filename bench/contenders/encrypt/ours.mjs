// @ts-check
import { CouponClient, encryptParam } from 'houcaller-coupons';

export const name = 'houcaller-coupons';

/** @type {import('./index.mjs').Way} */
export const keyPerCall = (key) => (text) => encryptParam(text, { key });

/** @type {import('./index.mjs').Way} */
export const cachedSchedule = (key) => {
  const client = new CouponClient({ baseUrl: 'https://crm.example/htest/openapi/v1', channel: 'hkl-test', cipher: { key } });
  return (text) => client.encryptParam(text);
};
