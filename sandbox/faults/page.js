// @ts-check
// Faults that change the status, the headers or the whole body of an answer.
import { STATUS_CODES } from 'node:http';

/**
 * An answer. Its headers lack `content-length`, which follows from the body.
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
/** The statuses whose answers HTTP defines without a body. */
export const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * Sets the status, and from 400 on replaces the body by an HTML error page, as a proxy does.
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
 * An HTTP date has whole seconds. It is rounded up, so that the wait is not too short.
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
 * Redirects to the same URL with `?fault=none`, because a client sends its fault header to the new location too. The location is
 * only a query, so that it also works behind a proxy.
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
