// Which pages may call: the gateway's own, and those of listed origins. A browser says where a page is from; cookies it sends along from anywhere.
import { Refusal } from './refusal.js';
import type { OriginSettings } from './origin-settings.js';

const PREFLIGHT_SECONDS = '600';

/**
 * Checks where a request comes from.
 *
 * @returns The CORS headers of its answer.
 * @throws {Refusal} for another page's, for one with cookies of which the browser does not say where it is from, and for one that was sent to another host.
 */
export function checkOrigin(request: Request, settings: OriginSettings): Record<string, string> {
  checkHost(request, settings);
  const origin = request.headers.get('origin');
  if (origin !== null && settings.origins.has(origin)) return allowing(origin);
  if (!isOwnPage(request, origin)) throw new Refusal(403, 'page of another origin', varying());
  return varying();
}

/** A page whose host name an attacker has pointed at this server (DNS rebinding) has the `Origin` that belongs to its `Host`: only a list of names tells it apart. */
function checkHost({ url, headers }: Request, { hosts }: OriginSettings): void {
  if (!hosts) return;
  const address = `http://${headers.get('host') ?? new URL(url).host}`;
  if (!URL.canParse(address) || !hosts.has(new URL(address).hostname)) throw new Refusal(403, 'another host', varying());
}

function isOwnPage({ url, headers }: Request, origin: string | null): boolean {
  switch (headers.get('sec-fetch-site')) {
    // The browser compared the page with the address that it asks, before any proxy or framework renamed it; a page cannot set this header.
    case 'same-origin':
      return true;
    // A person, not a page.
    case 'none':
      return origin === null;
    // Browsers before 2023, browsers on plain http, and programs. A program has no cookies but those it was given.
    case null:
      return origin === null ? !headers.has('cookie') : isOf(origin, headers.get('host')) || isOf(origin, new URL(url).host);
    default:
      return false;
  }
}

/**
 * Whether this is the origin of a website on that host. Its scheme is not known here: a proxy may end TLS, and frameworks guess. A page of the same host
 * and the other scheme is cross-origin to its browser, which sends a preflight first, and that is refused.
 */
function isOf(origin: string, host: string | null): boolean {
  return ['http', 'https'].some((scheme) => {
    const address = `${scheme}://${host}`;
    return URL.canParse(address) && new URL(address).origin === origin;
  });
}

/** The answer to a browser that asks before it lets a page of another origin call. */
export function preflight(request: Request, settings: OriginSettings): Record<string, string> {
  checkHost(request, settings);
  const origin = request.headers.get('origin');
  if (origin === null || !settings.origins.has(origin)) throw new Refusal(403, 'page of another origin', varying());
  return Object.assign(allowing(origin), {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': settings.allowHeaders,
    'access-control-max-age': PREFLIGHT_SECONDS,
  });
}

function allowing(origin: string): Record<string, string> {
  return Object.assign(varying(), {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after, x-request-id',
  });
}

function varying(): Record<string, string> {
  return { vary: 'origin' };
}
