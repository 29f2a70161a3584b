// @ts-check
import { STATUS_CODES } from 'node:http';

/**
 * What goes back to the caller. `content-length` is not among the headers: it follows from the body.
 *
 * @typedef {object} Reply
 * @property {number} status
 * @property {Record<string, string>} headers lower-case names
 * @property {Uint8Array} body
 *
 * @typedef {(reply: Reply, now: number) => Reply} ChangePage `now` is the sandbox's clock in milliseconds
 */

const NO_BODY = new Uint8Array();
const HTML_TYPE = 'text/html; charset=utf-8';
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * The status alone, or from 400 on with the error page that a proxy puts in place of the answer.
 *
 * @param {number} status
 * @returns {ChangePage}
 */
export function statusPage(status) {
  return (reply) => {
    if (status >= 400) return { ...htmlPage(`${status} ${STATUS_CODES[status] ?? ''}`)(reply, 0), status };
    return { ...reply, status, body: WITHOUT_BODY.has(status) ? NO_BODY : reply.body };
  };
}

/**
 * @param {number} status
 * @param {(now: number) => string} retryAfter
 * @returns {ChangePage}
 */
export function retryLater(status, retryAfter) {
  return (reply, now) => withHeader(statusPage(status)(reply, now), 'retry-after', retryAfter(now));
}

/**
 * HTTP dates have whole seconds; rounded up, so that nobody is told to come back too early.
 *
 * @param {number} now
 * @param {number} seconds
 */
export function httpDate(now, seconds) {
  return new Date(Math.ceil(now / 1000 + seconds) * 1000).toUTCString();
}

/**
 * @param {string} title
 * @returns {ChangePage}
 */
export function htmlPage(title) {
  const page = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return (reply) => ({ ...withHeader(reply, 'content-type', HTML_TYPE), body: new TextEncoder().encode(page) });
}

/** @type {ChangePage} */
export function emptyPage(reply) {
  return { ...reply, body: NO_BODY };
}

/**
 * The location is only a query, so that it leads back through whatever proxy the request came by; and it switches
 * faults off, because a client sends its fault header again to the new location.
 *
 * @param {number} status
 * @returns {ChangePage}
 */
export function redirectToItself(status) {
  return (reply) => ({ ...withHeader(reply, 'location', '?fault=none'), status, body: NO_BODY });
}

/**
 * @param {Reply} reply
 * @param {string} name
 * @param {string} value
 * @returns {Reply}
 */
function withHeader(reply, name, value) {
  return { ...reply, headers: { ...reply.headers, [name]: value } };
}
