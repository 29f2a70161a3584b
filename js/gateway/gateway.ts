// The gateway. Each request is routed, checked (origin, body, permission, rate limit), answered, and logged in one
// line.
import { monotonicMs } from '../host.js';
import { readQuery } from './body.js';
import { RequestCoalescing } from './coalescing.js';
import { openCrm } from './crm.js';
import { Deadline } from './deadline.js';
import { logToConsole } from './default-log.js';
import { errorName } from './error-name.js';
import { hashing } from './hash.js';
import { Metrics } from './metrics.js';
import { description } from './openapi.js';
import { checkOrigin, preflight } from './origin.js';
import { countRequest, permission, rateLimiter } from './permission.js';
import { Refusal } from './refusal.js';
import { emptyReply, jsonReply, problemReply, textReply, type Reply } from './reply.js';
import { readSettings } from './settings.js';
import type { Gateway, GatewayLogLine, GatewayOptions } from './types.js';

type Context = Parameters<Gateway>[2];
/** Answers a request, and adds fields to its log line. */
type Route = (request: Request, logLine: Partial<GatewayLogLine>, deadline: Deadline, context: Context) => Promise<Reply>;

/**
 * Creates a gateway: a fetch handler that has the key and asks the CRM for the coupons that `authorize` allows a caller
 * to see. A `new CouponClient({ gatewayUrl })` calls it.
 *
 * @param options The options. `baseUrl`, `channel`, `cipher` and `authorize` are required.
 * @returns The handler. It runs on Node behind Hono, on Deno, Bun and workerd, and wherever else a handler gets a
 * `Request`.
 * @throws {CouponError} `config`, naming the field, if an option is invalid or missing.
 * @example
 * const gateway = createGateway({
 *   baseUrl: 'http://crm.houcaller.com/htest/openapi/v1',
 *   channel: 'hkl-test',
 *   cipher: { key },
 *   authorize: async (request) => ({ memberId: (await sessionOf(request)).memberId }),
 * });
 * const health = await gateway(new Request('https://shop.example/coupons/healthz'));
 * console.log(await health.text()); // {"status":"ok","crm":"closed"}
 */
export function createGateway(options: GatewayOptions): Gateway {
  const settings = readSettings(options);
  const metrics = new Metrics();
  const crm = openCrm(settings, metrics);
  metrics.watch(crm.circuit);
  const coalescing = new RequestCoalescing(crm, settings);
  const limiter = rateLimiter(settings);
  const hash = hashing(settings.hashKey);
  let underWay = 0;
  const log = settings.log ?? ((line) => logToConsole(line, underWay > 0));
  const openapi = JSON.stringify(description(settings.path));

  const listCoupons: Route = async (request, logLine, deadline, context) => {
    if (request.method === 'OPTIONS') return emptyReply(preflight(request, settings));
    if (request.method !== 'POST') throw new Refusal(405, 'method not allowed', { allow: 'POST, OPTIONS' });
    const cors = checkOrigin(request, settings);
    try {
      const query = await readQuery(request, settings.bodyTimeoutMs, deadline);
      const allowed = await permission(request, query, settings, deadline);
      const member = hash(allowed.key);
      logLine.caller = (allowed.caller === allowed.key ? member : hash(allowed.caller)).caller;
      logLine.member = member.member;
      await countRequest(limiter, logLine.caller, settings.authorizeTimeoutMs, deadline);
      const { answer, from } = await keptAlive(coalescing.get(allowed, deadline), context);
      logLine.cache = from;
      if (answer.code !== undefined) Object.assign(logLine, { outcome: 'refused by the CRM', code: answer.code });
      return jsonReply(answer.json, cors);
    } catch (thrown) {
      throw thrown instanceof Refusal ? new Refusal(thrown.status, thrown.outcome, { ...cors, ...thrown.headers }, thrown.failure) : thrown;
    }
  };

  const routes = new Map<string, [name: string, route: Route]>([
    ['/listCpnItemByMember', ['listCpnItemByMember', listCoupons]],
    ['/healthz', ['healthz', readOnly(() => jsonReply(JSON.stringify({ status: 'ok', crm: crm.circuit() })))]],
    ['/openapi.json', ['openapi.json', readOnly(() => jsonReply(openapi))]],
  ]);
  const { metrics: mayReadMetrics } = settings;
  if (mayReadMetrics) {
    const readMetrics = readOnly(async (request, deadline) => {
      const allowed = deadline.within(
        settings.authorizeTimeoutMs,
        () => 'late',
        async () => mayReadMetrics(request),
      );
      if ((await allowed.catch(() => false)) !== true) throw new Refusal(403, 'not allowed');
      const { text, contentType } = await metrics.text();
      return textReply(text, contentType);
    });
    routes.set('/metrics', ['metrics', readMetrics]);
  }

  return async (request, _env, context) => {
    const began = monotonicMs();
    const deadline = new Deadline(settings.totalTimeoutMs);
    const requestId = crypto.randomUUID();
    const logLine: Partial<GatewayLogLine> = {};
    const [route, answer] = routeOf(routes, settings.path, request) ?? ['none', notFound];
    underWay += 1;
    let reply: Reply;
    try {
      reply = await answer(request, logLine, deadline, context);
    } catch (thrown) {
      const refusal = thrown instanceof Refusal ? thrown : unexpectedError(thrown);
      logLine.outcome = refusal.outcome;
      if (refusal.failure !== undefined) logLine.failure = refusal.failure;
      reply = problemReply(refusal, requestId);
    }
    const { body, status, headers } = reply;
    deadline.end();
    underWay -= 1;
    const durationMs = Math.round(monotonicMs() - began);
    const line = Object.assign({ time: new Date().toISOString(), requestId, route, status, outcome: 'answered', durationMs }, logLine);
    metrics.request(line);
    writeLog(log, line);
    headers['x-request-id'] = requestId;
    return new Response(body, { status, headers });
  };
}

/** Finds the route of a request. Compares paths literally, without decoding them. */
function routeOf<R>(routes: ReadonlyMap<string, R>, path: string, { url }: Request): R | undefined {
  const routeAt = (pathname: string) => (pathname.startsWith(`${path}/`) ? routes.get(pathname.slice(path.length)) : undefined);
  // A usual URL has only the path after the host. Others are parsed, because not every runtime normalizes them.
  return routeAt(url.slice(url.indexOf('/', url.indexOf('//') + 2))) ?? routeAt(new URL(url).pathname);
}

async function notFound(): Promise<Reply> {
  throw new Refusal(404, 'no such path');
}

/** Makes a route for the methods GET and HEAD. */
function readOnly(read: (request: Request, deadline: Deadline) => Reply | Promise<Reply>): Route {
  return async (request, _logLine, deadline) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refusal(405, 'method not allowed', { allow: 'GET, HEAD' });
    return read(request, deadline);
  };
}

/** Keeps a call running after its caller has disconnected, because other requests may have joined it. */
function keptAlive<T>(work: Promise<T>, context: Context): Promise<T> {
  context?.waitUntil?.(work.catch(() => undefined));
  return work;
}

/** Names an unexpected error in the log without its message, which may contain anything. */
function unexpectedError(thrown: unknown): Refusal {
  return new Refusal(500, 'an error in the gateway', {}, errorName(thrown) ?? typeof thrown);
}

function writeLog(log: (line: GatewayLogLine) => unknown, line: GatewayLogLine): void {
  try {
    // Exceptions and rejections of the application's logger are ignored.
    Promise.resolve(log(line)).catch(() => undefined);
  } catch {
    // An exception is ignored like a rejection.
  }
}
