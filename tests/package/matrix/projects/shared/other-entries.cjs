// Checks the other entries: a gateway client calls a gateway, which calls the CRM, and the mini-program's client encrypts.
const QUERY = { memberId: 'K1H93QDKI00B7' };

exports.checkOtherEntries = async ({ init, gatewayClient, gateway, miniProgram }, wasm, crm) => {
  // The gateway uses the default entry.
  await init();
  const config = { baseUrl: `${crm}/htest/openapi/v1`, channel: 'hkl-test', cipher: { key: 'sandbox8' } };
  const answer = gateway.createGateway({ ...config, authorize: (request, query) => query, log() {} });
  const client = new gatewayClient.CouponClient({ gatewayUrl: 'http://gateway.invalid/coupons', fetch: (url, options) => answer(new Request(url, options)) });
  const coupons = await client.listCoupons(QUERY);

  // Like WeChat's WXWebAssembly, which takes a path in the code package.
  globalThis.WXWebAssembly = { instantiate: (path, imports) => WebAssembly.instantiate(wasm, imports) };
  await miniProgram.init('/houcaller_coupons_bg.wasm');
  return { param: miniProgram.encryptParam(QUERY, { key: '12345678' }), codes: coupons.map((coupon) => coupon.cpnCode) };
};
