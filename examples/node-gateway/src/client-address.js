// @ts-check
// By which address a client is known.

const IPV4_WITH_PORT = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/i;
const IN_BRACKETS = /^\[([^\]]+)\](?::\d+)?$/;
/** How `URL` writes an IPv4 address that is written as IPv6. */
const IPV4_IN_IPV6 = /^::ffff:[\da-f]+:[\da-f]+$/;
const GROUPS = 8;
const NETWORK_GROUPS = 4;

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

/** @param {string} hop an IPv4 or IPv6 address, perhaps with a port, perhaps in quotes: `192.0.2.1:443`, `"[2001:db8::1]:443"` */
function withoutPort(hop) {
  const address = hop.replace(/^"(.*)"$/, '$1');
  return IPV4_WITH_PORT.exec(address)?.[1] ?? IN_BRACKETS.exec(address)?.[1] ?? address;
}

/**
 * An IPv4 address, or the first half of an IPv6 address, because a subscriber usually has all addresses of such a network. It is
 * the same for each notation of an address.
 *
 * @param {string} address
 */
export function networkOf(address) {
  const host = `http://[${address.includes(':') ? address : `::ffff:${address}`}]`;
  if (!URL.canParse(host)) return address;
  // Lower case, without leading zeros, and with `::` for the longest run of zeros.
  const canonical = new URL(host).hostname.slice(1, -1);
  if (IPV4_IN_IPV6.test(canonical)) return canonical;
  const [before = [], after] = canonical.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = after ? GROUPS - before.length - after.length : 0;
  return [...before, ...Array(zeros).fill('0'), ...(after ?? [])].slice(0, NETWORK_GROUPS).join(':');
}
