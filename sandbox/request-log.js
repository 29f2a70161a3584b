// @ts-check
// Records the requests to the sandbox.
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { redactPath } from './redact.js';

const LIMIT = 1000;

/**
 * An entry is added when its request arrives, so that requests whose caller disconnects are counted too.
 *
 * @param {object} options
 * @param {() => number} options.now
 * @param {ReadonlySet<string>} options.knownSegments path segments that may be printed
 * @param {(entry: import('./log-entry.js').LogEntry) => void} [options.onLog] called with each finished entry
 */
export function createRequestLog({ now, knownSegments, onLog }) {
  /** @type {import('./log-entry.js').LogEntry[]} */
  const log = [];

  /** @type {import('hono').MiddlewareHandler<import('./context.js').SandboxEnv>} */
  const record = async (c, next) => {
    const started = performance.now();
    /** @type {import('./log-entry.js').LogEntry} */
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
