// @ts-check
// Records the requests to the sandbox.
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { redactPath } from './redact.js';

/**
 * One request, safe to print.
 *
 * @typedef {object} LogEntry
 * @property {string} time when it arrived, ISO 8601
 * @property {string} method
 * @property {string} path without the query; unknown segments redacted
 * @property {number | null} status the HTTP status sent; null while (or if) nothing was sent
 * @property {number | null} code the API's code, as it was before any fault changed it; null where there is none
 * @property {string} memberId redacted; '' when not given
 * @property {string} platformId redacted; '' when not given
 * @property {string} fault the faults that applied; '' when none did
 * @property {number | null} ms how long it took; null while it is being answered
 */

const LIMIT = 1000;

/**
 * An entry is added when its request arrives, so that requests whose caller disconnects are counted too.
 *
 * @param {object} options
 * @param {() => number} options.now
 * @param {ReadonlySet<string>} options.knownSegments path segments that may be printed
 * @param {(entry: LogEntry) => void} [options.onLog] called with each finished entry
 */
export function createRequestLog({ now, knownSegments, onLog }) {
  /** @type {LogEntry[]} */
  const log = [];

  /** @type {import('hono').MiddlewareHandler<import('./app.js').SandboxEnv>} */
  const record = async (c, next) => {
    const started = performance.now();
    /** @type {LogEntry} */
    const entry = {
      time: new Date(now()).toISOString(),
      method: c.req.method,
      path: redactPath(c.req.path, knownSegments),
      status: null,
      code: null,
      memberId: '',
      platformId: '',
      fault: '',
      ms: null,
    };
    log.push(entry);
    if (log.length > LIMIT) log.shift();
    c.set('entry', entry);

    await next();

    entry.status = isAlreadySent(c.res) ? statusOnWire(c.env?.outgoing) : c.res.status;
    entry.ms = Math.round(performance.now() - started);
    onLog?.(entry);
  };

  return { log, record };
}

/**
 * Whether a fault has written to the connection itself. Compares headers, not objects, because Hono copies responses.
 *
 * @param {Response} response
 */
function isAlreadySent(response) {
  return [...RESPONSE_ALREADY_SENT.headers.keys()].every((mark) => response.headers.has(mark));
}

/** @param {import('node:http').ServerResponse | undefined} outgoing */
function statusOnWire(outgoing) {
  return outgoing?.headersSent ? outgoing.statusCode : null;
}

/**
 * @param {LogEntry} entry
 * @returns {string} one line
 */
export function formatEntry({ time, method, path, status, code, memberId, platformId, fault, ms }) {
  const ids = [memberId && `member ${memberId}`, platformId && `platform ${platformId}`];
  return [
    time.slice(11, 23),
    method,
    path,
    status ?? 'nothing sent',
    code !== null && `code ${code}`,
    ...ids,
    fault && `[${fault}]`,
    `${ms} ms`,
  ]
    .filter((part) => part !== false && part !== '')
    .join('  ');
}
