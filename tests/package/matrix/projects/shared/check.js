// The program of every cell: encrypts a query and lists coupons.
const QUERY = { memberId: 'K1H93QDKI00B7' };

export async function check({ init, encryptParam, listCoupons }, crm, more) {
  await init();
  const param = encryptParam(QUERY, { key: '12345678' });
  const config = { baseUrl: `${crm}/htest/openapi/v1`, channel: 'hkl-test', cipher: { key: 'sandbox8' } };
  const coupons = await listCoupons(QUERY, Object.assign(config, more));
  return { param, codes: coupons.map((coupon) => coupon.cpnCode) };
}
