// @ts-check

/**
 * The number of coupon requests that an instance has answered, by its metrics.
 *
 * @param {string} url
 */
export async function requestsOf(url) {
  const metrics = await (await fetch(`${url}/coupons/metrics`)).text();
  const counts = [...metrics.matchAll(/^houcaller_gateway_requests_total\{.*route="listCpnItemByMember".*\} (\d+)/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
