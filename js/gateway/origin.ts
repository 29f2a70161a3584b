// Checks which page sent a request, by the headers that browsers set. Pages of the gateway's own origin and of listed
// origins may call. Cookies are no proof, because a browser may send them with requests of any page.
import { Refusal } from './refusal.js';
import type { OriginSettings } from './origin-settings.js';

const PREFLIGHT_SECONDS = '600';

/**
 * Checks where a request comes from.
 *
 * @returns The CORS headers of the answer.
 * @throws {Refusal} 403 if the request is from a page of another origin, if it has cookies but no header that names its
 * origin, or if it was sent to a host that is not allowed.
 */
export function checkOrigin(request: Request, settings: OriginSettings): Record<string, string> {
  checkHost(request, settings);
  const origin = request.headers.get('origin');
  if (origin !== null && settings.origins.has(origin)) return corsHeaders(origin);
  if (!isOwnPage(request, origin)) throw new Refusal(403, 'origin not allowed', varyHeaders());
  return varyHeaders();
}

/**
 * Prevents DNS rebinding: if an attacker points a host name at this server, the page's `Origin` matches its `Host`, so
 * only a list of host names detects it.
 */
function checkHost({ url, headers }: Request, { hosts }: OriginSettings): void {
  if (!hosts) return;
  const address = `http://${headers.get('host') ?? new URL(url).host}`;
  if (!URL.canParse(address) || !hosts.has(new URL(address).hostname)) throw new Refusal(403, 'host not allowed', varyHeaders());
}

function isOwnPage({ url, headers }: Request, origin: string | null): boolean {
  switch (headers.get('sec-fetch-site')) {
    // The browser compared the page's origin with the URL of the request, before any proxy or framework changed it. A
    // page cannot set this header.
    case 'same-origin':
      return true;
    // The user opened the URL, not a page.
    case 'none':
      return origin === null;
    // A browser from before 2023, a browser on plain http, or a program. A request without `Origin` must have no
    // cookies, because a browser could have added them.
    case null:
      return origin === null ? !headers.has('cookie') : isOriginOfHost(origin, headers.get('host')) || isOriginOfHost(origin, new URL(url).host);
    default:
      return false;
  }
}

/**
 * Returns whether this is the origin of a website on that host, with either scheme. The gateway does not know its own
 * scheme, because a proxy may terminate TLS. A page of the same host with the other scheme is cross-origin for its
 * browser, which sends a preflight first, and the preflight is refused.
 */
function isOriginOfHost(origin: string, host: string | null): boolean {
  return ['http', 'https'].some((scheme) => {
    const address = `${scheme}://${host}`;
    return URL.canParse(address) && new URL(address).origin === origin;
  });
}

/** Returns the headers of the answer to a CORS preflight. */
export function preflight(request: Request, settings: OriginSettings): Record<string, string> {
  checkHost(request, settings);
  const origin = request.headers.get('origin');
  if (origin === null || !settings.origins.has(origin)) throw new Refusal(403, 'origin not allowed', varyHeaders());
  return Object.assign(corsHeaders(origin), {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': settings.allowHeaders,
    'access-control-max-age': PREFLIGHT_SECONDS,
  });
}

function corsHeaders(origin: string): Record<string, string> {
  return Object.assign(varyHeaders(), {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after, x-request-id',
  });
}

function varyHeaders(): Record<string, string> {
  return { vary: 'origin' };
}
