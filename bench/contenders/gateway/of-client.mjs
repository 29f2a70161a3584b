// @ts-check

/**
 * @typedef {Pick<import('houcaller-coupons/gateway-client').CouponClient, 'listCoupons'>} Client
 *
 * @param {object} entry for pages that ask a gateway
 * @param {new (config: import('houcaller-coupons/gateway-client').GatewayConfig) => Client} entry.CouponClient
 * @param {() => Promise<void>} entry.init
 * @returns {(settings: { gatewayUrl: string, fetch?: typeof fetch }) => { init: () => Promise<void>, listCoupons: (memberId: string) => Promise<import('houcaller-coupons').Coupon[]> }}
 */
export const openedGateway =
  ({ CouponClient, init }) =>
  (config) => {
    const client = new CouponClient(config);
    return { init: () => init(), listCoupons: (memberId) => client.listCoupons({ memberId }) };
  };
