// @ts-check

/**
 * @param {Pick<typeof import('houcaller-coupons'), 'CouponClient' | 'encryptParam' | 'init'>} of the package, as it is or as it was
 * @returns {Omit<import('./index.mjs').Encryption, 'name'>}
 */
export const ofPackage = ({ CouponClient, encryptParam, init }) => ({
  init,
  keyPerCall: (key) => (text) => encryptParam(text, { key }),
  cachedSchedule: (key) => {
    const client = new CouponClient({ baseUrl: 'https://crm.example/htest/openapi/v1', channel: 'hkl-test', cipher: { key } });
    return (text) => client.encryptParam(text);
  },
});
