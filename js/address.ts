// The address that is called, and the page that it is called from.
import { unexpected } from './fields.js';

const EXPECTED = 'an http: or https: address without user and password, or a path where there is a page to be relative to';

const WARNING =
  "houcaller-coupons: this page holds the CRM's key, and whoever opens it can read every member's coupons. " +
  'Keep the key on a server, behind a gateway of your own. For a trusted, internal page set dangerouslyAllowBrowser: true.';

let warned = false;

/**
 * Looks at an address as the host's `fetch` will: what that throws on would look like a failure of the network, and be tried again.
 *
 * @param field What the configuration calls it.
 * @param forHost Whether it is the host's `fetch` that is to be called.
 * @throws {CouponError} `config`, for an address that cannot be called from here.
 */
export function checkAddress(field: string, address: string, forHost: boolean): void {
  const page = typeof location === 'object' ? location : undefined;
  // Not every host has it, and what such a host makes of an address is its own.
  if (forHost && typeof URL === 'function') {
    const found = fault(address, page?.href);
    if (found) throw unexpected('config', field, EXPECTED, found);
  }
  if (page?.protocol === 'https:' && isMixedContent(address)) {
    const expected =
      "https: or a path of the page's own origin, since an https: page may not call http: (mixed content); a reverse proxy or a gateway can";
    throw unexpected('config', field, expected, 'http:');
  }
}

function fault(address: string, page: string | undefined): string | undefined {
  let url: URL;
  try {
    url = new URL(address, page);
  } catch {
    return 'none';
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'another scheme';
  return url.username || url.password ? 'one with them' : undefined;
}

/** Browsers let an https page call http on its own machine, and nowhere else. */
function isMixedContent(address: string): boolean {
  const [, authority] = /^\s*http:\/\/([^/?#\\]*)/i.exec(address) || [];
  const host = authority?.slice(authority.lastIndexOf('@') + 1);
  return host !== undefined && !/^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(host);
}

/** The key in a page: said once, aloud. */
export function warnOfKey(): void {
  if (warned || typeof document !== 'object') return;
  warned = true;
  console.warn(WARNING);
}
