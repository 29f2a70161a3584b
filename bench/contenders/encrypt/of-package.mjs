// @ts-check

/**
 * @typedef {Pick<typeof import('houcaller-coupons'), 'encryptParam' | 'init'>} Functions
 * @typedef {new (config: import('houcaller-coupons').DirectConfig) => Pick<import('houcaller-coupons').CouponClient, 'encryptParam'>} Client
 *
 * @param {Functions & { CouponClient: Client }} of one of the package's entries, or of the package as it was
 * @returns {Omit<import('../../types.js').Encryption, 'name'>}
 */
export const ofPackage = ({ CouponClient, encryptParam, init }) => ({
  init,
  keyPerCall: (key) => (text) => encryptParam(text, { key }),
  cachedSchedule: (key) => {
    const client = new CouponClient({ baseUrl: 'https://crm.example/htest/openapi/v1', channel: 'hkl-test', cipher: { key } });
    return (text) => client.encryptParam(text);
  },
});
