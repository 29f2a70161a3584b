// Calls an address without a server, and returns the kind of the error and its causes, beginning with the direct one.
export async function unreachable({ init, listCoupons }, address) {
  await init();
  const config = { baseUrl: address, channel: 'hkl-test', cipher: { key: 'sandbox8' }, retry: 0 };
  const error = await listCoupons({ memberId: 'K1H93QDKI00B7' }, config).catch((thrown) => thrown);
  const causes = [];
  for (let { cause } = error; cause; { cause } = cause) causes.push(cause);
  return { kind: error.kind, causes: causes.map(({ name, message, code }) => ({ name, message, code })) };
}
