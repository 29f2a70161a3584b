// @ts-check

/**
 * Whom a request comes from. Each proxy writes at the end of `X-Forwarded-For` whom it was asked by; what stands before that may be invented.
 *
 * @param {string | undefined} forwardedFor
 * @param {string} peer the other end of the connection
 * @param {number} proxies
 */
export function clientAddress(forwardedFor, peer, proxies) {
  const hops = [...(forwardedFor ?? '').split(',').map((hop) => hop.trim()), peer].filter(Boolean);
  return hops.at(-1 - proxies) ?? hops[0] ?? '';
}
