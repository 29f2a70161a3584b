// @ts-check

/**
 * The address of the client. Each proxy appends the address of its client to `X-Forwarded-For`; entries before those of the
 * trusted proxies may be forged.
 *
 * @param {string | undefined} forwardedFor
 * @param {string} peer the other end of the connection
 * @param {number} proxies
 */
export function clientAddress(forwardedFor, peer, proxies) {
  const hops = [...(forwardedFor ?? '').split(',').map((hop) => hop.trim()), peer].filter(Boolean);
  return hops.at(-1 - proxies) ?? hops[0] ?? '';
}
