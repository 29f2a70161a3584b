// @ts-check
// Replaces `fetch` by a list of outcomes, one for each attempt.
import { RESPONSE, config } from './fixtures.js';

/** @typedef {(init: RequestInit & { signal: AbortSignal }) => unknown} Outcome of an attempt: an answer, or an exception */

/** @type {Outcome} */
export const good = () => new Response(RESPONSE);

/**
 * @param {number} status
 * @param {Record<string, string>} [headers]
 * @returns {Outcome}
 */
export const status =
  (status, headers = {}) =>
  () =>
    status === 0 ? Response.error() : new Response('', { status, headers });

/** @type {Outcome} */
export const lost = () => {
  throw new TypeError('lost');
};

/** @type {Outcome} */
export const hang = ({ signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/**
 * @param {string} body
 * @returns {Outcome}
 */
export const answer = (body) => () => new Response(body);

/**
 * A configuration whose attempts have these outcomes, and lists of the recorded requests and hooks. The last outcome repeats.
 *
 * @param {Outcome[]} outcomes
 * @param {object} [options]
 */
export function scripted(outcomes, options = {}) {
  /** @type {string[]} */
  const bodies = [];
  /** @type {AbortSignal[]} */
  const signals = [];
  /** @type {[name: string, view: any][]} */
  const views = [];
  let clock = 1000;
  const record = (/** @type {string} */ name) => (/** @type {any} */ view) => void views.push([name, view]);
  const given = config({
    now: () => clock++,
    fetch: async (/** @type {unknown} */ _url, /** @type {any} */ init) => {
      bodies.push(init.body);
      signals.push(init.signal);
      return outcomes[Math.min(bodies.length, outcomes.length) - 1](init);
    },
    onRequest: record('request'),
    onResponse: record('response'),
    onRetry: record('retry'),
    retry: { minDelayMs: 1 },
    ...options,
  });
  return { given, bodies, signals, views };
}
