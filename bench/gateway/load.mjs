// @ts-check
// So many connections that each ask for members of their own, one request at a time.
import autocannon from 'autocannon';
import { HOST, ROUTE } from './places.mjs';
import { MEMBERS, requestOf } from './sessions.mjs';
import { quantile } from '../figures.mjs';

/** However fast the server is, a run comes to an end. */
const MOST_REQUESTS = 2_000_000;

/**
 * @typedef {object} Load
 * @property {number} perSecond answers with a status of 2xx a second
 * @property {number} p50 milliseconds
 * @property {number} p99
 * @property {number} good answers that the check accepts
 * @property {string[]} mistakes answers that the check does not accept, connections that broke, time-outs: none is right
 */

/**
 * @param {number} port
 * @param {object} options
 * @param {number} options.connections
 * @param {number} options.seconds
 * @param {number} [options.rate] requests a second in all; default: as many as go
 * @param {number} [options.timeoutSeconds] for an answer
 * @param {number} [options.first] the first member who asks
 * @param {number} [options.members] how many do, over and over
 * @param {(status: number, body: string, headers: Record<string, string>, member: number) => string | undefined} options.mistake what is wrong with an answer
 * @returns {Promise<Load>}
 */
export async function load(port, { connections, seconds, rate, timeoutSeconds = 10, first = 0, members = MEMBERS, mistake }) {
  /** @type {number[]} */
  const times = [];
  /** @type {string[]} */
  const mistakes = [];
  let good = 0;
  let turn = 0;
  const running = autocannon({
    url: `http://${HOST}:${port}${ROUTE}`,
    connections,
    duration: seconds,
    sampleInt: 100,
    timeout: timeoutSeconds,
    maxOverallRequests: MOST_REQUESTS,
    ...(rate ? { overallRate: Math.round(rate) } : {}),
    setupClient: (client) => {
      const own = Array.from({ length: Math.floor(members / connections) }, (_, index) => first + index * connections + turn);
      turn += 1;
      client.setRequests(
        own.map((member) => ({
          path: ROUTE,
          ...requestOf(member),
          onResponse(status, body, _context, headers) {
            const wrong = mistake(status, body, /** @type {any} */ (headers), member);
            if (wrong === undefined) good += 1;
            else mistakes.push(wrong);
          },
        })),
      );
    },
  });
  // It is both; its types know one at a time.
  const run = /** @type {Promise<autocannon.Result> & autocannon.Instance} */ (running);
  run.on('response', (_client, _status, _bytes, ms) => void times.push(ms));
  const { duration, errors, timeouts, '2xx': answered } = await run;
  if (errors > 0) mistakes.push(`${errors} connections broke, ${timeouts} of them had no answer in ${timeoutSeconds} s`);
  times.sort((a, b) => a - b);
  return { perSecond: answered / duration, p50: quantile(times, 0.5), p99: quantile(times, 0.99), good, mistakes };
}
