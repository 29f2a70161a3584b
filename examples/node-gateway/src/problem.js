// @ts-check
// Creates error answers as RFC 9457 defines them, without personal data.
import { HTTPException } from 'hono/http-exception';

/**
 * @param {number} status
 * @param {string} title
 * @param {Record<string, string>} [headers]
 */
export function problem(status, title, headers = {}) {
  return new Response(JSON.stringify({ title, status }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

/**
 * An exception whose answer has a `Retry-After`.
 *
 * @param {429 | 503} status
 * @param {string} message
 */
export function retryLater(status, message, ms = 1_000) {
  const headers = { 'retry-after': String(Math.max(1, Math.ceil(ms / 1_000))) };
  return new HTTPException(status, { message, res: problem(status, message, headers) });
}
