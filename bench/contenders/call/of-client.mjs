// @ts-check

/**
 * @param {new (config: import('houcaller-coupons').DirectConfig) => Pick<import('houcaller-coupons').CouponClient, 'encryptParam' | 'listCoupons'>} CouponClient of either entry
 * @param {import('../../types.js').CallerSettings} settings
 * @returns {import('../../types.js').OpenedCaller}
 */
export function opened(CouponClient, { baseUrl, channel, key, fetch }) {
  const client = new CouponClient({ baseUrl, channel, cipher: { key }, fetch });
  return { encrypt: (plaintext) => client.encryptParam(plaintext), listCoupons: (memberId) => client.listCoupons({ memberId }) };
}
