// The way of one request: route, origin, body, permission, rate limit, answer; and one line about it.
import { monotonicMs } from '../host.js';
import { Answers } from './answers.js';
import { readQuery } from './body.js';
import { openCrm } from './crm.js';
import { Deadline } from './deadline.js';
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
/** Answers a request, and adds to what is told of it. */
type Route = (request: Request, told: Partial<GatewayLogLine>, deadline: Deadline, context: Context) => Promise<Reply>;

/**
 * Makes a gateway: a fetch handler that holds the key, asks the CRM for the coupons that a caller may see, and lets nobody through whom `authorize` does
 * not let through. It is what `new CouponClient({ gatewayUrl })` speaks to.
 *
 * @param options How it is set up.
 * @returns The handler, for Node behind Hono, Deno, Bun, workerd and whatever else calls with a `Request`.
 * @throws {CouponError} `config`, naming the field; also without `authorize`.
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
  const answers = new Answers(crm, settings);
  const limiter = rateLimiter(settings);
  const hash = hashing(settings.hashKey);
  const log = settings.log ?? ((line) => console.log(JSON.stringify(line)));
  const openapi = JSON.stringify(description(settings.path));

  const listCoupons: Route = async (request, told, deadline, context) => {
    if (request.method === 'OPTIONS') return emptyReply(preflight(request, settings));
    if (request.method !== 'POST') throw new Refusal(405, 'another method', { allow: 'POST, OPTIONS' });
    const cors = checkOrigin(request, settings);
    try {
      const asked = await readQuery(request, settings.bodyTimeoutMs, deadline);
      const allowed = await permission(request, asked, settings, deadline);
      const member = hash(allowed.key);
      told.caller = (allowed.caller === allowed.key ? member : hash(allowed.caller)).caller;
      told.member = member.member;
      await countRequest(limiter, told.caller, settings.authorizeTimeoutMs, deadline);
      const { answer, from } = await kept(answers.of(allowed, deadline), context);
      told.cache = from;
      if (answer.code !== undefined) Object.assign(told, { outcome: 'refused by the CRM', code: answer.code });
      return jsonReply(answer.json, cors);
    } catch (thrown) {
      throw thrown instanceof Refusal ? new Refusal(thrown.status, thrown.outcome, { ...cors, ...thrown.headers }, thrown.failure) : thrown;
    }
  };

  const routes = new Map<string, [name: string, route: Route]>([
    ['/listCpnItemByMember', ['listCpnItemByMember', listCoupons]],
    ['/healthz', ['healthz', reading(() => jsonReply(JSON.stringify({ status: 'ok', crm: crm.circuit() })))]],
    ['/openapi.json', ['openapi.json', reading(() => jsonReply(openapi))]],
  ]);
  const { metrics: mayRead } = settings;
  if (mayRead) {
    const readMetrics = reading(async (request, deadline) => {
      const allowed = deadline.within(settings.authorizeTimeoutMs, () => 'late', async () => mayRead(request));
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
    const told: Partial<GatewayLogLine> = {};
    const [route, answer] = routeOf(routes, settings.path, request) ?? ['none', nowhere];
    const { body, status, headers } = await answer(request, told, deadline, context).catch((thrown: unknown) => {
      const refusal = thrown instanceof Refusal ? thrown : unforeseen(thrown);
      told.outcome = refusal.outcome;
      if (refusal.failure !== undefined) told.failure = refusal.failure;
      return problemReply(refusal, requestId);
    });
    const durationMs = Math.round(monotonicMs() - began);
    const line = Object.assign({ time: new Date().toISOString(), requestId, route, status, outcome: 'answered', durationMs }, told);
    metrics.request(line);
    tell(log, line);
    headers['x-request-id'] = requestId;
    return new Response(body, { status, headers });
  };
}

/** Paths are taken as they are: nothing in them is decoded, and what is not one of them is none. */
function routeOf<R>(routes: ReadonlyMap<string, R>, path: string, { url }: Request): R | undefined {
  const { pathname } = new URL(url);
  return pathname.startsWith(`${path}/`) ? routes.get(pathname.slice(path.length)) : undefined;
}

async function nowhere(): Promise<Reply> {
  throw new Refusal(404, 'no such path');
}

/** A route that is only read. */
function reading(read: (request: Request, deadline: Deadline) => Reply | Promise<Reply>): Route {
  return async (request, _told, deadline) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refusal(405, 'another method', { allow: 'GET, HEAD' });
    return read(request, deadline);
  };
}

/** What is under way goes on when the caller has gone: others may wait for it. */
function kept<T>(work: Promise<T>, context: Context): Promise<T> {
  context?.waitUntil?.(work.catch(() => undefined));
  return work;
}

/** Its message may hold anything. */
function unforeseen(thrown: unknown): Refusal {
  return new Refusal(500, 'an error in the gateway', {}, errorName(thrown) ?? typeof thrown);
}

function tell(log: (line: GatewayLogLine) => unknown, line: GatewayLogLine): void {
  try {
    // What it throws, now or later, is its own affair.
    Promise.resolve(log(line)).catch(() => undefined);
  } catch {
    // The same.
  }
}
