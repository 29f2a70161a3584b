// Checks sessions: a token that the log-in service has signed with HS256, in a cookie that is HttpOnly and SameSite=Strict.
import { jwtVerify } from 'jose';

const COOKIE = '__Host-session';
const EXPECTED = { algorithms: ['HS256'], issuer: 'log-in', audience: 'coupons', requiredClaims: ['exp', 'sub'] };

/**
 * Lets an admin query everybody's coupons, and a member only their own.
 *
 * @param {string} secret
 * @returns {import('houcaller-coupons/gateway').Authorize}
 */
export function authorizeBy(secret) {
  const key = new TextEncoder().encode(secret);
  return async (request, query) => {
    const { payload } = await jwtVerify(tokenOf(request), key, EXPECTED);
    const { sub, role, memberId } = payload;
    if (role === 'admin') return { ...query, caller: `admin:${sub}` };
    if (role !== 'member' || typeof memberId !== 'string') throw new Error('the token has no valid role');
    return query.memberId === memberId && query.platformId === undefined ? { memberId, caller: `member:${memberId}` } : null;
  };
}

/**
 * Deletes the cookie. A copy of the token stays valid until it expires, so the log-in service should issue tokens for minutes
 * and renew them.
 *
 * @param {Request} request
 * @param {string[]} origins the other origins whose pages may log out
 */
export function logOut(request, origins) {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const own = site === null ? origin === null || origin === new URL(request.url).origin : site === 'same-origin' || site === 'none';
  const cors = corsHeaders(origin, origins);
  if (!own && !cors) return new Response(null, { status: 403 });
  const headers = { 'set-cookie': `${COOKIE}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`, 'cache-control': 'no-store', vary: 'origin' };
  return new Response(null, { status: 204, headers: { ...headers, ...cors } });
}

/**
 * Answers the preflight that a browser sends before a page of another origin logs out.
 *
 * @param {Request} request
 * @param {string[]} origins
 */
export function preflight(request, origins) {
  const cors = corsHeaders(request.headers.get('origin'), origins);
  const headers = { ...cors, ...(cors && { 'access-control-allow-methods': 'DELETE' }), vary: 'origin' };
  return new Response(null, { status: cors ? 204 : 403, headers });
}

/**
 * @param {string | null} origin
 * @param {string[]} origins
 * @returns {Record<string, string> | undefined} nothing for an origin that is not listed
 */
function corsHeaders(origin, origins) {
  if (origin === null || !origins.includes(origin)) return undefined;
  return { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };
}

/** @param {Request} request */
function tokenOf(request) {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}
