// @ts-check

/**
 * The address of the client. Each proxy appends the address of its client to `X-Forwarded-For`; entries before those of the
 * trusted proxies may be forged. Some proxies append the port as well, which is another one for each connection.
 *
 * @param {string | undefined} forwardedFor
 * @param {string} peer the other end of the connection
 * @param {number} proxies
 * @returns {string} without a port
 */
export function clientAddress(forwardedFor, peer, proxies) {
  const hops = [...(forwardedFor ?? '').split(',').map((hop) => hop.trim()), peer].filter(Boolean);
  return withoutPort(hops.at(-1 - proxies) ?? hops[0] ?? '');
}

/** @param {string} hop an IPv4 address, an IPv6 address, or either with a port: `192.0.2.1:443`, `[2001:db8::1]:443` */
function withoutPort(hop) {
  const [, ipv4, ipv6] = /^(?:([^:[\]]+)|\[([^\]]+)\])(?::\d+)?$/.exec(hop) ?? [];
  return ipv4 ?? ipv6 ?? hop;
}
