// Which pages may call: those of the gateway's own origin, and of origins that are listed. A browser says where a page is from; cookies it sends along from anywhere.
import { Refusal } from './refusal.js';

const PREFLIGHT_SECONDS = '600';

/**
 * Checks where a request comes from.
 *
 * @returns The CORS headers of its answer.
 * @throws {Refusal} for another page's, and for one with cookies of which the browser does not say where it is from.
 */
export function checkOrigin(request: Request, listed: ReadonlySet<string>): Record<string, string> {
  const origin = request.headers.get('origin');
  if (origin !== null && listed.has(origin)) return allowing(origin);
  if (!isOwnPage(request, origin)) throw new Refusal(403, 'page of another origin', varying());
  return varying();
}

function isOwnPage({ url, headers }: Request, origin: string | null): boolean {
  const { host, origin: own } = new URL(url);
  switch (headers.get('sec-fetch-site')) {
    // From before browsers said so. A program has no cookies but those it was given.
    case null:
      return origin === null ? !headers.has('cookie') : origin === own;
    // The browser knows which scheme it spoke; behind a proxy that ends TLS, the gateway sees another.
    case 'same-origin':
      return origin === null || hostOf(origin) === host;
    // A person, not a page.
    case 'none':
      return origin === null;
    default:
      return false;
  }
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

/** The answer to a browser that asks before it lets a page of another origin call. */
export function preflight(request: Request, listed: ReadonlySet<string>): Record<string, string> {
  const origin = request.headers.get('origin');
  if (origin === null || !listed.has(origin)) throw new Refusal(403, 'page of another origin', varying());
  return Object.assign(allowing(origin), {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type',
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
