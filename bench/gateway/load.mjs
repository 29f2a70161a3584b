// @ts-check
// Generates load with autocannon: each connection queries its own members, one request at a time.
import autocannon from 'autocannon';
import { HOST, ROUTE } from './places.mjs';
import { MEMBERS, requestOf } from './sessions.mjs';
import { quantile } from '../figures.mjs';

/** Ends a run even if the server is very fast. */
const MOST_REQUESTS = 2_000_000;

/**
 * @typedef {object} Load
 * @property {number} perSecond answers with a status of 2xx a second
 * @property {number} p50 milliseconds, without the first answer of each connection
 * @property {number} p99
 * @property {number} good the number of correct answers
 * @property {string[]} mistakes incorrect answers, broken connections and time-outs
 */

/**
 * @param {number} port
 * @param {object} options
 * @param {number} options.connections
 * @param {number} options.seconds
 * @param {number} [options.rate] requests per second in total; default: as many as possible
 * @param {number} [options.timeoutSeconds] for an answer
 * @param {number} [options.first] the first member to query
 * @param {number} [options.members] how many members to query, repeatedly
 * @param {(status: number, body: string, headers: Record<string, string>, member: number) => string | undefined} options.mistake says what is wrong with an answer, or returns `undefined`
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
  // It is both a promise and an instance, but its types know only one of them.
  const run = /** @type {Promise<autocannon.Result> & autocannon.Instance} */ (running);
  // The first answer of each connection is not timed, because it waits for the connection and for this process, which is
  // still preparing the requests of the other connections. In a round of some seconds, these answers would be the slowest 1 %.
  const connected = new Set();
  run.on('response', (client, _status, _bytes, ms) => void (connected.has(client) ? times.push(ms) : connected.add(client)));
  const { duration, errors, timeouts, '2xx': answered } = await run;
  if (errors > 0) mistakes.push(`${errors} connections broke, ${timeouts} of them had no answer in ${timeoutSeconds} s`);
  times.sort((a, b) => a - b);
  return { perSecond: answered / duration, p50: quantile(times, 0.5), p99: quantile(times, 0.99), good, mistakes };
}
